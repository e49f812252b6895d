#include "pipeline/waive.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {

void apply_waivers(const WaiverTerms& terms, ScanReport& report) {
  if (terms.fingerprint_key.empty()) return;
  std::vector<Waiver> waivers = terms.waivers;
  std::erase_if(waivers, [&](const Waiver& waiver) {
    return lasts_longer_than(waiver, terms.policy.waiver_max_days);
  });
  for (Finding& finding : report.findings) {
    if (finding.kind != FindingKind::credential) continue;
    const Waiver* waiver = covering_waiver(waivers, finding, terms.as_of);
    if (waiver == nullptr) continue;
    finding.waiver = FindingWaiver{
        waiver->id, concat(waiver->reason, " (", waiver->ticket, ", approved by ", waiver->approver,
                           ", until ", waiver->expires.rfc3339(), ")")};
  }
}

void honour_marks(const Policy& policy, ScanReport& report) {
  if (policy.inline_marks != InlineMarks::honoured) return;
  for (Finding& finding : report.findings) finding.mark_suffices = !finding.inline_mark.empty();
}

std::size_t count_exposed(const ScanReport& report, Confidence fail_on) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
        return finding.kind == FindingKind::credential && finding.is_open() &&
               finding.confidence >= fail_on;
      }));
}

}  // namespace foureyes
