// The end that every scan has.
#pragma once

#include "base/result.h"
#include "model/scan_report.h"
#include "secrets/rule_set.h"

namespace foureyes {

// Puts the report in order, names its rules and takes credentials out of its notices.
Result<void> finish_scan(ScanReport& report, const RuleSet& rules);

}  // namespace foureyes
