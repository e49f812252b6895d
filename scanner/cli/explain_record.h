// One privilege record in full, for foureyes diff --explain.
#pragma once

#include <string>
#include <vector>

#include "model/delta.h"
#include "privilege/dialect_rows.h"

namespace foureyes {

// Lines of "name  value": the sentence, the meaning piece by piece, what an approval of it binds,
// places before and after, what its kind means, what widens it, and where the platform says so.
std::string explained(const DeltaRecord& record, const std::vector<RuleInfo>& rules,
                      const std::vector<DialectRows>& dialects);

}  // namespace foureyes
