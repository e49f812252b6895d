// The rules behind the results of a report. Credential rules and kinds of privilege record bring
// their own RuleInfo; decisions of the gate have theirs here. A rule that a report names and does
// not bring gets words made from its name, so that no result stands without one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/check_report.h"

namespace foureyes {

std::string privilege_rule_id(const DeltaRecord& record);   // "privilege/token-scope"
std::string decision_rule_id(const VerdictReason& reason);  // "gate/insufficient-approvals"

// Every rule that a result of the report names, sorted by id, each once.
std::vector<RuleInfo> rules_named_by(const ScanReport& report);
std::vector<RuleInfo> rules_named_by(const Delta& delta);
std::vector<RuleInfo> rules_named_by(const CheckReport& report);

// In a list of rules_named_by; nullptr when it does not have it.
const RuleInfo* find_rule(const std::vector<RuleInfo>& rules, std::string_view id);

}  // namespace foureyes
