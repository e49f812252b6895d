#include "input/loaded_tree.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {

Result<LoadedTree> LoadedTree::load(const ObjectStore& objects,
                                    const std::optional<ObjectName>& name) {
  LoadedTree tree;
  if (!name) return tree;
  auto object = objects.read(*name, ObjectType::tree);
  if (!object) return failure(object.error().error());
  tree.object_ = std::move(*object);
  RawTreeReader reader(tree.object_->bytes());
  for (RawTreeEntry entry; reader.next(entry);) tree.entries_.push_back(entry);
  if (reader.malformed())
    return failure({.what = concat("the tree ", name->hex(), " is malformed"),
                    .fix = "check the clone with `git fsck --full`",
                    .kind = ErrorKind::unavailable});
  std::sort(tree.entries_.begin(), tree.entries_.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return tree;
}

const RawTreeEntry* LoadedTree::find(std::string_view name) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), name,
                                   [](const auto& entry, auto n) { return entry.name < n; });
  return at != entries_.end() && at->name == name ? &*at : nullptr;
}

std::optional<ObjectName> LoadedTree::subtree(std::string_view name) const {
  const RawTreeEntry* entry = find(name);
  return entry && entry->is_tree() ? std::optional(entry->object) : std::nullopt;
}

}  // namespace foureyes
