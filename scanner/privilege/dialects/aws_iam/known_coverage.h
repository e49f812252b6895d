// What one policy document alone does not show to be covered, and AWS's own lists do: a wildcard
// whose actions were all listed one by one, and the rights of well-known managed policies.
#pragma once

#include <vector>

#include "privilege/dialect.h"

namespace foureyes::aws_iam {

// The rights that a well-known managed policy gives its holder; none for one that is not known.
std::vector<Grant> rights_of_managed_policy(const Grant& held);

// Adds to each side what the other has and what is covered there, so that it is no change. An
// action that AWS adds later is not considered: the catalogue has a date.
void cover_what_is_known(DialectFacts& before, DialectFacts& after);

}  // namespace foureyes::aws_iam
