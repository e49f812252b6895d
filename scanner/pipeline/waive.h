// Marks the findings that a waiver in force covers.
#pragma once

#include <string_view>
#include <vector>

#include "base/instant.h"
#include "config/policy.h"
#include "config/waivers.h"
#include "model/scan_report.h"

namespace foureyes {

// A waiver that lasts longer than `policy` allows covers nothing. Without a fingerprint key none
// does: a finding's identity is its masked line then, and a waiver of one credential would cover
// every later one on such a line (threats P1-8).
struct WaiverTerms {
  const std::vector<Waiver>& waivers;
  const Policy& policy;
  std::string_view fingerprint_key;
  Instant as_of;
};

void apply_waivers(const WaiverTerms& terms, ScanReport& report);

// Another scanner's mark excuses a finding where policy says so; never in a gate, which does not
// call this: whoever writes the change writes the mark.
void honour_marks(const Policy& policy, ScanReport& report);

// Credentials that fail: at least this confident, and nothing excuses them.
std::size_t count_exposed(const ScanReport& report, Confidence fail_on);

}  // namespace foureyes
