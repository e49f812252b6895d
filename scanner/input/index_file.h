// Git's index file (gitformat-index(5)), versions 2 to 4, as far as a reader of what will be
// committed needs it: entries and the cached trees. As git does, it does not check the checksum at
// the end; libgit2 does, which takes longer than all the rest of a staged scan.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "input/object_name.h"

namespace foureyes {

struct IndexEntry {
  std::string_view path;  // of the IndexFile's memory
  std::uint32_t mode = 0;
  ObjectName object;
  int stage = 0;               // 1 to 3: the versions of a file in conflict
  bool intent_to_add = false;  // announced with git add --intent-to-add; no commit has it yet
};

class IndexFile {
 public:
  // An index that does not exist has no entries. Split and sparse indexes are errors of kind
  // `unavailable` that say how to write a plain one.
  static Result<IndexFile> read(const std::string& path);
  static Result<IndexFile> parse(std::string bytes, const std::string& name);

  // Sorted by path, then stage.
  const std::vector<IndexEntry>& entries() const { return entries_; }
  // The tree of the entries below a directory ("" is the top), where the index knows it: then
  // nothing below was changed since that tree was read or written.
  std::optional<ObjectName> cached_tree(const std::string& directory) const;

 private:
  std::unique_ptr<const std::string> bytes_;
  std::deque<std::string>
      paths_;  // of version 4, which leaves out what a path shares with the last
  std::vector<IndexEntry> entries_;
  std::map<std::string, ObjectName> trees_;
};

}  // namespace foureyes
