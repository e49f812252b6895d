// A request inside some grants and outside of others, found by its counterexamples: take any
// request inside; while a grant that it should be outside of applies, leave that grant by one of
// its names or one of its conditions.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/grant.h"
#include "model/witness.h"
#include "privilege/truth.h"

namespace foureyes {

struct RequestRegion {
  std::vector<const Grant*> within;   // each applies for certain
  std::vector<const Grant*> outside;  // none applies, not even perhaps
  // None of these allows it, unless one of `denied` applies for certain.
  std::vector<const Grant*> not_allowed;
  std::vector<const Grant*> denied;
};

// How sure it must be that nothing of `not_allowed` allows the request. What is only perhaps so
// becomes an assumption of the witness.
enum class Certainty { proven, assumed };

// Takes the steps that it used from `steps`; nullopt when there are none left, or no such request
// was found.
std::optional<Witness> find_request(const RequestRegion& region, Certainty certainty,
                                    std::size_t& steps);

}  // namespace foureyes
