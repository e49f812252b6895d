// Looks for the request that shows a change to be a widening: allowed after it and not before. The
// evaluator of requests confirms each that is found.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/witness.h"
#include "privilege/grant_index.h"

namespace foureyes {

// Either the witness or, in words, why there is none.
struct WitnessAnswer {
  std::optional<Witness> witness;
  std::string why_none;
};

// Of one comparison. All its searches share one budget, so that a delta of any length stays quick;
// the same lists give the same answers. Keeps references.
class WitnessFinder {
 public:
  WitnessFinder(const GrantIndex& before, const GrantIndex& after)
      : before_(before), after_(after) {}

  // Of allowed names that are new: of the first for which there is one.
  WitnessAnswer of_gained(const std::vector<const Grant*>& gained);
  // Of denials and guards that are gone: a request that they stopped and that nothing like them
  // stops now; one that something allows, where there is one.
  WitnessAnswer of_lifted(const std::vector<const Grant*>& lost);

 private:
  std::optional<Witness> gained_witness(const Grant& grant);
  std::optional<Witness> lifted_witness(const Grant& control);

  const GrantIndex& before_;
  const GrantIndex& after_;
  std::size_t steps_ = 4'000'000;  // of shortest_text.h, and as many for each grant looked at
};

}  // namespace foureyes
