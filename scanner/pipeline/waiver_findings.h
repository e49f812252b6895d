// Findings about the waivers themselves: whoever relies on one should learn that it covers nothing.
#pragma once

#include "input/blob_source.h"
#include "model/scan_report.h"
#include "pipeline/waive.h"

namespace foureyes {

// Adds a finding of low confidence for each waiver that has expired, lasts longer than policy
// allows, or names no path at all, and, unless only a part was scanned, for each in force that
// nothing needed.
// `report` has its waivers applied.
void add_waiver_findings(const WaiverTerms& terms, SourceExtent extent, ScanReport& report);

}  // namespace foureyes
