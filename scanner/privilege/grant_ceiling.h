// The ceiling of policy's max_grants: grants of a tree that its subjects may not hold, approved or
// not. A delta tells what changed; this tells what is there.
#pragma once

#include <string>
#include <vector>

#include "config/policy.h"
#include "model/grant.h"

namespace foureyes {

struct GrantAboveCeiling {
  std::string ceiling;  // GrantCeiling::name
  const Grant* grant = nullptr;
};

// In the order of the ceilings, then of the grants. A grant whose subject may be one of a ceiling's
// counts, and is within it only where one entry of `may` covers the whole of it: what could not be
// read is not. Denials and guards hold nobody's rights. Keeps pointers into `grants`.
std::vector<GrantAboveCeiling> grants_above(const std::vector<GrantCeiling>& ceilings,
                                            const std::vector<Grant>& grants);

// "payroll: job `reconcile` in payroll.yml may write contents of this repository".
std::string words_for(const GrantAboveCeiling& above);

}  // namespace foureyes
