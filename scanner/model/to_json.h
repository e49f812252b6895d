// The model as JSON: one shape for `--format json` and for the evidence.
#pragma once

#include "base/json_value.h"
#include "model/check_report.h"

namespace foureyes {

// Who reads it. A pack names commit, path and range of a credential but no blob id, because an id
// of a file that holds a short password is a digest to brute-force.
enum class Audience { local, evidence };

JsonValue to_json(const Finding& finding, Audience audience);
JsonValue to_json(const FindingHistory& history);
JsonValue to_json(const Notice& notice);
JsonValue to_json(const RuleInfo& rule);
JsonValue to_json(const Coverage& coverage);
JsonValue to_json(const ScanReport& report, Audience audience);
JsonValue to_json(const Grant& grant);
JsonValue to_json(const DeltaRecord& record);
JsonValue to_json(const Delta& delta);
JsonValue to_json(const ApprovalOutcome& outcome);
JsonValue to_json(const Verdict& verdict);
JsonValue to_json(const CheckReport& report, Audience audience);

}  // namespace foureyes
