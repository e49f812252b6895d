// The last pass of the gate: from everything found out to one verdict.
#pragma once

#include "config/policy.h"
#include "model/check_report.h"
#include "pipeline/change.h"
#include "pipeline/gate_configuration.h"

namespace foureyes {

// Waivers of base count, and those of the result (nullptr on conflicts) when an approval covers the
// records of what the change does to them (threats P1-8). A head from before a revocation revives
// nothing: the result lacks what the target's tip took away.
Result<void> waive_findings(const GateConfiguration& configuration, const TreeView* result,
                            CheckReport& report);

void reach_verdict(const Policy& policy, const JudgedChange& judged, CheckReport& report);

}  // namespace foureyes
