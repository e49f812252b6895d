// Values for the keys of a request, so that some conjuncts of conditions hold and others fail.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/grant.h"
#include "model/witness.h"

namespace foureyes {

enum class Outcome { holds, fails };

struct Requirement {
  const Conjunct* conjunct = nullptr;
  Outcome outcome = Outcome::holds;
};

// Sorted by key. A value where one will do, else a missing key. nullopt where none was found;
// takes what it used from `steps` (shortest_text.h).
std::optional<std::vector<RequestKey>> keys_for(const std::vector<Requirement>& requirements,
                                                std::size_t& steps);

}  // namespace foureyes
