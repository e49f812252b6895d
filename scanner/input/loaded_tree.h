// One tree object with its entries by name.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "input/git_objects.h"
#include "input/object_store.h"

namespace foureyes {

// Owns the object that the names of its entries point into.
class LoadedTree {
 public:
  // No tree at all has no entries.
  static Result<LoadedTree> load(const ObjectStore& objects, const std::optional<ObjectName>& name);
  // Sorted by name. (git sorts directories as if their names ended in '/'; a plain order serves
  // look-ups, and trees that an old tool wrote unsorted.)
  const std::vector<RawTreeEntry>& entries() const { return entries_; }
  const RawTreeEntry* find(std::string_view name) const;
  // The subtree of that name, if it is one.
  std::optional<ObjectName> subtree(std::string_view name) const;

 private:
  std::optional<RawObject> object_;
  std::vector<RawTreeEntry> entries_;
};

}  // namespace foureyes
