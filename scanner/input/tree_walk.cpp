// One walk serves all: it goes down the new tree beside any number of old ones and skips what is
// equal to one of them, so its cost is the size of the difference.
#include "input/tree_walk.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "input/loaded_tree.h"

namespace foureyes {
namespace {

// A directory to compare: its path and its tree on each side, where that side has it.
struct Directory {
  std::string path;
  std::optional<ObjectName> tree;
  std::vector<std::optional<ObjectName>> parents;
  std::size_t depth = 0;
};

class Walk {
 public:
  explicit Walk(const ObjectStore& objects) : objects_(objects) {}

  Result<std::vector<TreeEntry>> run(const ObjectName& tree,
                                     const std::vector<ObjectName>& parents) {
    for (const ObjectName& parent : parents)
      if (parent == tree) return std::vector<TreeEntry>();
    pending_.push_back(
        {.path = "", .tree = tree, .parents = {parents.begin(), parents.end()}, .depth = 0});
    while (!pending_.empty()) {
      const Directory directory = std::move(pending_.back());
      pending_.pop_back();
      TRY(visit(directory));
    }
    std::sort(changed_.begin(), changed_.end(),
              [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
    return std::move(changed_);
  }

 private:
  Result<void> visit(const Directory& directory) {
    if (directory.depth > kTreeDepthLimit) return too_big("nests too deeply");
    TRY_ASSIGN(const LoadedTree tree, LoadedTree::load(objects_, directory.tree));
    std::vector<LoadedTree> parents;
    for (const auto& parent : directory.parents) {
      TRY_ASSIGN(LoadedTree loaded, LoadedTree::load(objects_, parent));
      parents.push_back(std::move(loaded));
    }
    seen_ += tree.entries().size();
    if (seen_ > kTreeEntryLimit) return too_big("has too many entries");
    for (const RawTreeEntry& entry : tree.entries()) visit_entry(directory, entry, parents);
    return {};
  }

  void visit_entry(const Directory& directory, const RawTreeEntry& entry,
                   const std::vector<LoadedTree>& parents) {
    std::vector<std::optional<ObjectName>> subtrees;
    for (const LoadedTree& parent : parents) {
      const RawTreeEntry* old = parent.find(entry.name);
      if (old && old->same_as(entry)) return;
      subtrees.push_back(parent.subtree(entry.name));
    }
    std::string path = join_path(directory.path, entry.name);
    if (entry.is_tree()) {
      pending_.push_back({.path = std::move(path),
                          .tree = entry.object,
                          .parents = std::move(subtrees),
                          .depth = directory.depth + 1});
    } else {
      changed_.push_back(
          {.path = std::move(path), .kind = entry.kind(), .object = entry.object.hex()});
    }
  }

  Result<void> too_big(std::string_view how) const {
    return failure({.what = concat("a tree ", how, " to be read"),
                    .fix = "look at the commit with `git ls-tree`; it was made to exhaust readers",
                    .kind = ErrorKind::unavailable});
  }

  const ObjectStore& objects_;
  std::vector<Directory> pending_;
  std::vector<TreeEntry> changed_;
  std::size_t seen_ = 0;
};

// Adds the entry at a path, if there is one, found by one tree object a segment.
Result<void> add_entry_at(const ObjectStore& objects, const ObjectName& tree,
                          const std::string& path, std::vector<TreeEntry>& entries) {
  std::optional<ObjectName> directory = tree;
  for (const std::string_view segment : split(directory_name(path), '/')) {
    if (segment.empty()) continue;
    TRY_ASSIGN(const LoadedTree loaded, LoadedTree::load(objects, directory));
    directory = loaded.subtree(segment);
    if (!directory) return {};
  }
  TRY_ASSIGN(const LoadedTree loaded, LoadedTree::load(objects, directory));
  const RawTreeEntry* entry = loaded.find(file_name(path));
  if (entry && !entry->is_tree()) entries.push_back({path, entry->kind(), entry->object.hex()});
  return {};
}

}  // namespace

Result<std::vector<TreeEntry>> files_of_tree(const ObjectStore& objects, const ObjectName& tree) {
  return Walk(objects).run(tree, {});
}

Result<std::vector<TreeEntry>> entries_changed_against_all(const ObjectStore& objects,
                                                           const ObjectName& tree,
                                                           const std::vector<ObjectName>& parents) {
  return Walk(objects).run(tree, parents);
}

Result<std::vector<TreeChange>> changes_between_trees(const ObjectStore& objects,
                                                      const ObjectName& before,
                                                      const ObjectName& after) {
  TRY_ASSIGN(std::vector<TreeEntry> removed, Walk(objects).run(before, {after}));
  TRY_ASSIGN(std::vector<TreeEntry> added, Walk(objects).run(after, {before}));
  std::vector<TreeChange> changes;
  auto old = removed.begin();
  auto now = added.begin();
  while (old != removed.end() || now != added.end()) {
    const bool has_old = old != removed.end() && (now == added.end() || old->path <= now->path);
    const bool has_new = now != added.end() && (old == removed.end() || now->path <= old->path);
    TreeChange change{.path = has_old ? old->path : now->path};
    if (has_old) change.before = std::move(*old++);
    if (has_new) change.after = std::move(*now++);
    changes.push_back(std::move(change));
  }
  return changes;
}

Result<std::vector<TreeEntry>> named_files_of_tree(const ObjectStore& objects,
                                                   const ObjectName& tree,
                                                   const std::vector<std::string>& paths) {
  std::vector<TreeEntry> entries;
  for (const std::string& path : paths) TRY(add_entry_at(objects, tree, path, entries));
  std::sort(entries.begin(), entries.end(),
            [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
  return entries;
}

}  // namespace foureyes
