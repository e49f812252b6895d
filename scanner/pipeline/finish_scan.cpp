#include "pipeline/finish_scan.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "pipeline/redact_report.h"

namespace foureyes {
namespace {

std::vector<RuleInfo> rules_of(const std::vector<Finding>& findings, const RuleSet& rules) {
  std::set<std::string> ids;
  for (const Finding& finding : findings) ids.insert(finding.rule_id);
  std::vector<RuleInfo> infos;
  for (const std::string& id : ids) {
    infos.push_back(rules.info_of(id));
  }
  return infos;
}

}  // namespace

Result<void> finish_scan(ScanReport& report, const RuleSet& rules) {
  report.rules_digest = rules.digest();
  std::stable_sort(report.findings.begin(), report.findings.end(), in_report_order);
  if (!report.notices.empty()) {
    TRY_ASSIGN(Redactor redactor, Redactor::make(rules));
    redact(report.notices, redactor);
  }
  std::stable_sort(report.dropped.begin(), report.dropped.end(),
                   [](const DroppedPlace& a, const DroppedPlace& b) {
                     return std::tie(a.path, a.region) < std::tie(b.path, b.region);
                   });
  std::sort(report.notices.begin(), report.notices.end());
  report.rules = rules_of(report.findings, rules);
  return {};
}

}  // namespace foureyes
