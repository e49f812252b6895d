// A..B: what each commit changes against every parent, not which objects are new. So a blob that
// base's history once had is looked at again when a commit brings it back (threats P1-5), and what
// only a merge adds is seen.
#include "base/text.h"
#include "input/changed_blobs.h"
#include "input/object_text.h"

namespace foureyes {

BlobSourceResult range_source(const Repository& repository, const RangeOptions& options) {
  TRY_ASSIGN(const CommitList list, repository.commits_between(options.base, options.head));
  ChangedBlobs changed;
  for (const ObjectId& commit : list.commits) {
    const auto entries = repository.changes_of(commit);
    if (entries) {
      changed.add(*entries, commit);
    } else {
      changed.add_notice({.reason = NoticeReason::missing_object,
                          .path = "",
                          .detail = concat("The changes of commit ", commit.hex(),
                                           " cannot be listed: ", entries.error().what)});
    }
    changed.add_message(commit);
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
