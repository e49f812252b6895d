// Marks the findings that a waiver in force covers.
#pragma once

#include <vector>

#include "base/instant.h"
#include "config/waivers.h"
#include "model/scan_report.h"

namespace foureyes {

void apply_waivers(const std::vector<Waiver>& waivers, Instant as_of, ScanReport& report);

// Credentials that fail: at least this confident, and not waived.
std::size_t count_exposed(const ScanReport& report, Confidence fail_on);

}  // namespace foureyes
