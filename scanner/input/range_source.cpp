// A..B: what each commit changes against every parent, not which objects are new. So a blob that
// base's history once had is looked at again when a commit brings it back (threats P1-5), and what
// only a merge adds is seen. A merge with base's own past differs from that parent in nothing, so
// what the range changes as a whole is looked at too.
#include "base/text.h"
#include "input/changed_blobs.h"
#include "input/object_text.h"

namespace foureyes {
namespace {

// What head has and the merge base has not.
Result<std::vector<TreeEntry>> net_entries(const Repository& repository, const ObjectId& base,
                                           const ObjectId& head) {
  std::vector<TreeEntry> entries;
  TRY_ASSIGN(const auto merge_base, repository.merge_base(base, head));
  if (!merge_base) return entries;  // then every entry is one that a commit of the range brings
  TRY_ASSIGN(std::vector<TreeChange> changes, repository.changes_between(*merge_base, head));
  for (TreeChange& change : changes)
    if (change.after) entries.push_back(std::move(*change.after));
  return entries;
}

}  // namespace

BlobSourceResult range_source(const Repository& repository, const RangeOptions& options) {
  TRY_ASSIGN(const CommitList list, repository.commits_between(options.base, options.head));
  ChangedBlobs changed;
  bool all_listed = list.complete;
  for (const ObjectId& commit : list.commits) {
    const auto entries = repository.changes_of(commit);
    if (entries) {
      changed.add(*entries, commit);
    } else {
      all_listed = false;
      changed.add_notice({.reason = NoticeReason::missing_object,
                          .path = "",
                          .detail = concat("The changes of commit ", commit.hex(),
                                           " cannot be listed: ", entries.error().what)});
    }
    changed.add_message(commit);
  }
  if (options.base && !list.commits.empty()) {
    const auto entries = net_entries(repository, *options.base, options.head);
    if (entries) {
      changed.add(*entries, options.head);
    } else if (all_listed) {
      changed.add_notice({.reason = NoticeReason::missing_object,
                          .path = "",
                          .detail = concat("What the range changes as a whole cannot be listed: ",
                                           entries.error().what)});
    }
  }
  if (!list.complete)
    changed.add_notice(
        {.reason = NoticeReason::shallow,
         .path = "",
         .detail = "This shallow clone ends inside the range; commits before its edge were not "
                   "looked at. Fetch them with git fetch --unshallow."});
  const std::size_t count = list.commits.size();
  return std::move(changed).source(
      *repository.impl().objects,
      {.description =
           concat(count, count == 1 ? " commit of " : " commits of ",
                  options.base ? short_id(*options.base) + ".." : "", short_id(options.head)),
       .commits = count,
       .blob_limit = options.blob_limit});
}

}  // namespace foureyes
