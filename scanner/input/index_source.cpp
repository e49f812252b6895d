// The index against HEAD, the way `git diff --cached` does it fast: the index knows the tree of
// each directory that did not change since it was written, so only the others are made (in memory)
// and compared.
#include <git2.h>
#include <set>

#include "base/text.h"
#include "input/changed_blobs.h"
#include "input/git_runtime.h"
#include "input/memory_repository.h"
#include "input/object_text.h"
#include "input/tree_walk.h"

namespace foureyes {
namespace {

using OwnedIndex = GitHandle<git_index, git_index_free>;

Error index_error(const std::string& where) {
  const std::string message = git_message();
  std::string fix = "check the repository with `git status`";
  if (contains(message, "extension"))
    fix =
        "write the index in its plain form: git update-index --no-split-index, or git "
        "sparse-checkout reapply --no-sparse-index";
  if (contains(message, "checksum"))
    fix =
        "write the index with its checksum: git -c index.skipHash=false update-index "
        "--force-write-index";
  return {.what = concat("The index cannot be read: ", message, '.'),
          .where = where,
          .fix = std::move(fix),
          .kind = ErrorKind::unavailable};
}

Result<OwnedIndex> open_index(const Repository& repository, const std::string& file) {
  const std::string path = file.empty() ? repository.git_directory() + "index" : file;
  OwnedIndex index;
  if (git_index_open(index.out(), path.c_str()) != 0) return failure(index_error(path));
  return index;
}

// Leaves out what a commit would leave out: entries in conflict (each a notice) and those that
// `git add --intent-to-add` only announced.
Result<void> keep_what_commits(git_index* index, ChangedBlobs& changed) {
  std::set<std::string> announced, conflicts;
  for (std::size_t i = 0; i < git_index_entrycount(index); ++i) {
    const git_index_entry* entry = git_index_get_byindex(index, i);
    if (git_index_entry_stage(entry) > 0) conflicts.insert(entry->path);
    if ((entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0) announced.insert(entry->path);
  }
  for (const std::string& path : announced)
    if (git_index_remove(index, path.c_str(), 0) != 0) return failure(index_error(path));
  if (!conflicts.empty() && git_index_conflict_cleanup(index) != 0) return failure(index_error(""));
  for (const std::string& path : conflicts)
    changed.add_notice({.reason = NoticeReason::partial_scan,
                        .path = path,
                        .detail = "The file is in conflict and was not looked at; resolve it and "
                                  "git add it."});
  return {};
}

Result<ObjectName> tree_of_index(git_index* index, const ObjectStore& objects) {
  TRY_ASSIGN(const MemoryRepository memory, MemoryRepository::over(objects));
  git_oid tree;
  if (git_index_write_tree_to(&tree, index, memory.handle()) != 0) return failure(index_error(""));
  return ObjectName::from_bytes(reinterpret_cast<const char*>(tree.id));
}

}  // namespace

BlobSourceResult index_source(const Repository& repository, const IndexOptions& options) {
  const ObjectStore& objects = *repository.impl().objects;
  ChangedBlobs changed;
  TRY_ASSIGN(const OwnedIndex index, open_index(repository, options.index_file));
  TRY(keep_what_commits(index.get(), changed));
  TRY_ASSIGN(const ObjectName tree, tree_of_index(index.get(), objects));
  std::vector<ObjectName> parents;
  if (const auto head = repository.head_commit()) {
    TRY_ASSIGN(const Commit commit, repository.commit(*head));
    parents.push_back(ObjectName::from(commit.tree));
  }
  TRY_ASSIGN(const std::vector<TreeEntry> entries,
             entries_changed_against_all(objects, tree, parents));
  changed.add(entries, std::nullopt);
  return std::move(changed).source(objects,
                                   {.description = "the index", .blob_limit = options.blob_limit});
}

}  // namespace foureyes
