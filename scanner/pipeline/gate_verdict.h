// The last pass of the gate: from everything found out to one verdict.
#pragma once

#include "config/policy.h"
#include "model/check_report.h"
#include "pipeline/change.h"
#include "pipeline/gate_configuration.h"

namespace foureyes {

// Waivers of base count. One that the change itself adds counts only when an approval covers the
// record of that addition (threats P1-8).
Result<void> waive_findings(const GateConfiguration& configuration, const TreeView& head,
                            CheckReport& report);

void reach_verdict(const Policy& policy, const JudgedChange& judged, CheckReport& report);

}  // namespace foureyes
