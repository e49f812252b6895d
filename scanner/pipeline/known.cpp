#include "pipeline/known.h"

namespace foureyes {

Baseline apply_baseline(const Baseline& baseline, ScanReport& report) {
  Baseline found{baseline.scope, {}};
  for (Finding& finding : report.findings) {
    const auto entry = baseline.known.find({finding.fingerprint, finding.rule_id});
    if (entry == baseline.known.end()) continue;
    finding.in_baseline = true;
    found.known.insert(*entry);
  }
  return found;
}

Baseline baseline_of(const ScanReport& report, BaselineScope scope) {
  Baseline baseline{scope, {}};
  for (const Finding& finding : report.findings) {
    if (finding.kind == FindingKind::waiver || finding.waiver) continue;
    baseline.known.emplace(finding.fingerprint, finding.rule_id);
  }
  return baseline;
}

}  // namespace foureyes
