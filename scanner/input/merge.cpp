// The merge runs in a repository without configuration, attributes, index and work tree, so that
// its result depends on the two commits alone.
#include "input/merge.h"

#include <algorithm>
#include <git2.h>

#include "base/text.h"
#include "input/git_runtime.h"
#include "input/memory_repository.h"

namespace foureyes {
namespace {

Error git_error_about(std::string what) {
  return {.what = concat(what, ": ", git_message()),
          .fix = "check the clone with `git fsck --full`; in a shallow one: git fetch --unshallow",
          .kind = ErrorKind::unavailable};
}

using OwnedCommit = GitHandle<git_commit, git_commit_free>;
using OwnedIndex = GitHandle<git_index, git_index_free>;
using OwnedConflicts = GitHandle<git_index_conflict_iterator, git_index_conflict_iterator_free>;

Result<OwnedCommit> look_up(git_repository* repository, const ObjectName& name) {
  git_oid oid;
  git_oid_fromraw(&oid, name.bytes.data());
  OwnedCommit commit;
  if (git_commit_lookup(commit.out(), repository, &oid) != 0)
    return failure(git_error_about(concat("The commit ", name.hex(), " cannot be read")));
  return commit;
}

Result<std::vector<std::string>> conflicts_of(git_index* index) {
  OwnedConflicts iterator;
  if (git_index_conflict_iterator_new(iterator.out(), index) != 0)
    return failure(git_error_about("The conflicts of the merge cannot be read"));
  std::vector<std::string> paths;
  const git_index_entry *ancestor = nullptr, *ours = nullptr, *theirs = nullptr;
  while (git_index_conflict_next(&ancestor, &ours, &theirs, iterator.get()) == 0)
    for (const git_index_entry* entry : {ancestor, ours, theirs})
      if (entry) paths.emplace_back(entry->path);
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace

Result<MergeResult> merge_in_memory(const ObjectStore& objects, const ObjectName& base,
                                    const ObjectName& head) {
  TRY_ASSIGN(const MemoryRepository repository, MemoryRepository::over(objects));
  TRY_ASSIGN(const OwnedCommit ours, look_up(repository.handle(), base));
  TRY_ASSIGN(const OwnedCommit theirs, look_up(repository.handle(), head));
  git_merge_options options = GIT_MERGE_OPTIONS_INIT;
  options.default_driver = "text";
  OwnedIndex index;
  if (git_merge_commits(index.out(), repository.handle(), ours.get(), theirs.get(), &options) != 0)
    return failure(git_error_about(
        concat("The merge of ", head.hex(), " into ", base.hex(), " cannot be computed")));
  MergeResult result{.computed = true};
  if (git_index_has_conflicts(index.get())) {
    TRY_ASSIGN(result.conflicts, conflicts_of(index.get()));
    return result;
  }
  git_oid tree;
  if (git_index_write_tree_to(&tree, index.get(), repository.handle()) != 0)
    return failure(git_error_about("The tree of the merge cannot be made"));
  result.tree = ObjectName::from_bytes(reinterpret_cast<const char*>(tree.id)).id();
  return result;
}

}  // namespace foureyes
