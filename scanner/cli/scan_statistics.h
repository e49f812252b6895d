// --stats FILE: how long the parts of a scan took, and over what. For people who measure; nothing
// in it is part of a report, because times differ from run to run.
#pragma once

#include <string>

#include "base/phase_clock.h"
#include "model/scan_report.h"

namespace foureyes {

// JSON: "phases" in the order they ran, each with name, microseconds and the bytes that went
// through it (0: not counted); "microseconds" of all; "findings"; "coverage" as in the JSON report.
std::string scan_statistics(const PhaseClock& clock, const ScanReport& report);

}  // namespace foureyes
