// Marks the findings that a baseline knows.
#pragma once

#include "config/baseline.h"
#include "model/scan_report.h"

namespace foureyes {

// Returns what of the baseline was found: after a whole scan the rest is gone for good.
Baseline apply_baseline(const Baseline& baseline, ScanReport& report);

// Every finding that is not waived.
Baseline baseline_of(const ScanReport& report, BaselineScope scope);

}  // namespace foureyes
