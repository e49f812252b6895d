// Findings about the waivers themselves: whoever relies on one should learn that it covers nothing.
#pragma once

#include "model/scan_report.h"
#include "pipeline/waive.h"

namespace foureyes {

// Whether the scan saw everything that a waiver could be for: only then is one without a finding
// unused.
enum class ScanExtent { part, whole_tree };

// Adds a finding of low confidence for each waiver that has expired, lasts longer than policy
// allows, or names no path at all, and, after a whole scan, for each in force that nothing needed.
// `report` has its waivers applied.
void add_waiver_findings(const WaiverTerms& terms, ScanExtent extent, ScanReport& report);

}  // namespace foureyes
