// The index against HEAD, as fast as `git diff --cached`: the index knows the tree of each
// directory that did not change since it was written, so only the others are compared.
#include <algorithm>

#include "base/text.h"
#include "input/changed_blobs.h"
#include "input/index_file.h"
#include "input/loaded_tree.h"
#include "input/object_text.h"

namespace foureyes {
namespace {

// Entries of the index below a directory, and HEAD's tree there.
struct Directory {
  std::string path;  // "" or ends in '/'
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<ObjectName> tree = {};
};

class Comparison {
 public:
  Comparison(const ObjectStore& objects, const IndexFile& index, ChangedBlobs& changed)
      : objects_(objects), index_(index), changed_(changed) {}

  Result<void> run(const std::optional<ObjectName>& head) {
    pending_.push_back({.path = "", .begin = 0, .end = index_.entries().size(), .tree = head});
    while (!pending_.empty()) {
      const Directory directory = std::move(pending_.back());
      pending_.pop_back();
      TRY(visit(directory));
    }
    std::sort(entries_.begin(), entries_.end(),
              [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
    changed_.add(entries_, std::nullopt);
    return {};
  }

 private:
  Result<void> visit(const Directory& directory) {
    const std::string name = directory.path.substr(0, directory.path.rfind('/'));
    if (directory.tree && index_.cached_tree(name) == directory.tree) return {};
    TRY_ASSIGN(const LoadedTree tree, LoadedTree::load(objects_, directory.tree));
    for (std::size_t i = directory.begin; i < directory.end;) {
      const IndexEntry& entry = index_.entries()[i];
      const std::size_t slash = entry.path.find('/', directory.path.size());
      if (slash == std::string::npos) {
        visit_entry(entry, tree.find(entry.path.substr(directory.path.size())));
        ++i;
        continue;
      }
      const std::string below(entry.path.substr(0, slash + 1));
      const std::size_t end = end_of(below, i, directory.end);
      const auto subtree = tree.subtree(
          std::string_view(below).substr(directory.path.size(), slash - directory.path.size()));
      pending_.push_back({.path = below, .begin = i, .end = end, .tree = subtree});
      i = end;
    }
    return {};
  }

  // Paths are sorted by bytes, so those with one prefix stand together.
  std::size_t end_of(const std::string& prefix, std::size_t begin, std::size_t end) const {
    const auto first = index_.entries().begin();
    const auto at = std::partition_point(
        first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end),
        [&](const IndexEntry& entry) { return entry.path.starts_with(prefix); });
    return static_cast<std::size_t>(at - first);
  }

  void visit_entry(const IndexEntry& entry, const RawTreeEntry* before) {
    if (entry.intent_to_add) return;
    if (entry.stage > 0)
      return changed_.add_notice({.reason = NoticeReason::partial_scan,
                                  .path = std::string(entry.path),
                                  .detail = "The file is in conflict and was not looked at; "
                                            "resolve it and git add it."});
    const RawTreeEntry now{.name = entry.path, .mode = entry.mode, .object = entry.object};
    if (before && before->same_as(now)) return;
    entries_.push_back(
        {.path = std::string(entry.path), .kind = now.kind(), .object = entry.object.hex()});
  }

  const ObjectStore& objects_;
  const IndexFile& index_;
  ChangedBlobs& changed_;
  std::vector<Directory> pending_;
  std::vector<TreeEntry> entries_;
};

}  // namespace

BlobSourceResult index_source(const Repository& repository, const IndexOptions& options) {
  const ObjectStore& objects = *repository.impl().objects;
  TRY_ASSIGN(const IndexFile index,
             IndexFile::read(options.index_file.empty() ? repository.git_directory() + "index"
                                                        : options.index_file));
  std::optional<ObjectName> head_tree;
  if (const auto head = repository.head_commit()) {
    TRY_ASSIGN(const Commit commit, repository.commit(*head));
    head_tree = ObjectName::from(commit.tree);
  }
  ChangedBlobs changed;
  TRY(Comparison(objects, index, changed).run(head_tree));
  return std::move(changed).source(objects,
                                   {.description = "the index", .blob_limit = options.blob_limit});
}

}  // namespace foureyes
