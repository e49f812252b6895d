// Is this one request allowed? Written apart from the order (grant_order.h), which compares whole
// sets of requests, and from its automata: so that what the order says can be checked by example.
#pragma once

#include <string_view>
#include <vector>

#include "model/grant.h"
#include "model/witness.h"
#include "privilege/truth.h"

namespace foureyes {

// Perhaps: it depends on a symbol, a placeholder "${name}", an operator that is not modelled, or on
// what could not be read.
Truth name_matches(const Pattern& pattern, std::string_view name);

// `value` is nullptr where the request lacks the key.
Truth conjunct_holds(const Conjunct& conjunct, const std::string* value);
Truth condition_holds(const Condition& condition, const std::vector<RequestKey>& keys);

// The key of a request that a conjunct reads. One value stands for the many that "some of x" and
// "every of x" may have.
std::string_view request_key(const Conjunct& conjunct);

// The request is one of those that the grant means, whatever its effect.
Truth grant_applies(const Grant& grant, const Witness& request);

// Some grant applies: a guard guards, a deny stops.
Truth any_applies(const std::vector<const Grant*>& grants, const Witness& request);

// An allow applies and no deny does. The grants are of one plane and kind.
Truth is_allowed(const std::vector<const Grant*>& grants, const Witness& request);

}  // namespace foureyes
