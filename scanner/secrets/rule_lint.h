// Checks rules against their own examples, as `foureyes rules test` and our tests do.
#pragma once

#include <string>
#include <vector>

#include "secrets/rule_set.h"

namespace foureyes {

struct RuleProblem {
  std::string rule_id;
  std::string where;  // file, line and column; empty for rules of a compiled table
  std::string what;   // one sentence; templates may be quoted, expanded examples never are
  auto operator<=>(const RuleProblem&) const = default;
};

// Each example must give a finding of its rule, no negative example may, for many seeds. Empty:
// all is well. An Error: the engine itself did not work.
Result<std::vector<RuleProblem>> lint_rules(const RuleSet& rules);

}  // namespace foureyes
