// What one policy document alone does not tell, and AWS's own lists do: the actions that a wildcard
// means, and the rights of well-known managed policies.
#pragma once

#include <vector>

#include "privilege/dialect.h"

namespace foureyes::aws_iam {

// The rights that a well-known managed policy gives its holder; none for one that is not known.
std::vector<Grant> rights_of_managed_policy(const Grant& held);

// Adds to each side what the other has and a well-known managed policy gives there, so that it is
// no change.
void cover_what_is_known(DialectFacts& before, DialectFacts& after);

// A wildcard is more than the actions that it means today, and AWS may change its managed policies:
// such a grant is new, and is marked where AWS's lists hold nothing of it that was not allowed.
void mark_what_is_for_later(const DialectFacts& before, DialectFacts& after);

}  // namespace foureyes::aws_iam
