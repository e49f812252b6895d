// Since when grants are held: for an access review, which asks of each entitlement when it came.
#pragma once

#include <cstddef>
#include <vector>

#include "input/repository.h"
#include "model/grant.h"
#include "pipeline/progress.h"
#include "privilege/options.h"

namespace foureyes {

struct GrantMoment {
  ObjectId commit;
  Instant when;  // of the committer
  // Held already where the look back ended: at the edge of a shallow clone, or at the limit.
  bool or_earlier = false;
};

struct GrantAge {
  GrantMoment
      since;  // the subject has held some grant of this kind on this resource, without a gap
  GrantMoment changed;  // the grant has been as it is now
};

struct GrantHistoryOptions {
  PrivilegeOptions privilege = {};
  std::size_t readings = 2'000;  // of whole trees, at most; then ages are "or earlier"
  Progress* progress = nullptr;
};

// Back from the revision along first parents: of merges, what the target's line held. `grants` are
// those of the revision's tree, as they were read. A tree is read where a file of some dialect
// changed, no other.
Result<std::vector<GrantAge>> grant_ages(const Repository& repository, const ObjectId& revision,
                                         const std::vector<Grant>& grants,
                                         const GrantHistoryOptions& options);

}  // namespace foureyes
