// Takes credentials out of a text that goes into a pack: people paste tokens into review comments.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "secrets/detector.h"
#include "secrets/rule_set.h"

namespace foureyes {

// The text with every credential replaced by its mask; the same text when there is none.
Result<std::string> redact(const std::string& text, const RuleSet& rules);

// `text` with the findings of its own detection masked.
std::string mask_findings(const std::string& text, const std::vector<Finding>& findings);

}  // namespace foureyes
