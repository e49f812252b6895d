#include "pipeline/gate_verdict.h"

#include <algorithm>

#include "approval/decide.h"
#include "base/text.h"
#include "config/paths.h"
#include "pipeline/scan_policy.h"
#include "pipeline/waive.h"
#include "pipeline/waiver_findings.h"

namespace foureyes {
namespace {

constexpr std::size_t kWaiverFileLimit = 4u << 20;

bool is_waiver_record(const DeltaRecord& record) { return record.kind == "waivers"; }

// Whether the change touches waivers and every requirement for that is satisfied.
bool new_waivers_approved(const CheckReport& report) {
  bool covered = false;
  for (const ApprovalRequirement& requirement : report.approvals.requirements) {
    const bool waivers = std::any_of(
        requirement.records.begin(), requirement.records.end(),
        [&](std::size_t index) { return is_waiver_record(report.delta.records[index]); });
    if (!waivers) continue;
    if (!requirement.satisfied) return false;
    covered = true;
  }
  return covered;
}

void add_credentials(const Policy& policy, CheckReport& report) {
  const std::size_t exposed = count_exposed(report.scan, policy.fail_on);
  if (exposed == 0) return;
  report.verdict.fail("CREDENTIAL_EXPOSED",
                      concat(exposed, exposed == 1 ? " credential is" : " credentials are",
                             " exposed by the commits of this change."));
}

void add_conflicts(const JudgedChange& judged, CheckReport& report) {
  if (judged.conflicts.empty()) return;
  report.verdict.incomplete("MERGE_CONFLICT",
                            concat("head conflicts with base in ", judged.conflicts.size(),
                                   judged.conflicts.size() == 1 ? " path" : " paths", ", first ",
                                   judged.conflicts.front(), ": there is no result to judge."));
}

// Git refuses such a merge, and a tree made of both says little about what a person would merge.
void add_unrelated_history(const JudgedChange& judged, CheckReport& report) {
  if (!judged.change.merge_base.empty() || !judged.history_complete) return;
  report.verdict.incomplete("UNRELATED_HISTORY",
                            "head and base have no commit in common: no merge can be judged.");
}

void add_shallow_history(const JudgedChange& judged, CheckReport& report) {
  if (judged.history_complete) return;
  report.scan.notices.push_back({NoticeReason::shallow, "",
                                 "The clone is shallow and commits of the change may be missing; "
                                 "fetch them: git fetch --unshallow."});
}

}  // namespace

Result<void> waive_findings(const GateConfiguration& configuration, const TreeView* result,
                            CheckReport& report) {
  std::vector<Waiver> waivers = configuration.waivers;
  const TreeEntry* entry = result == nullptr ? nullptr : result->find(kWaiversFile);
  if (entry != nullptr && new_waivers_approved(report)) {
    TRY_ASSIGN(const std::string text, result->read(*entry, kWaiverFileLimit));
    TRY_ASSIGN(waivers, read_waivers(text, kWaiversFile));
  }
  const WaiverTerms terms{waivers, configuration.policy, configuration.fingerprint_key,
                          report.as_of};
  apply_waivers(terms, report.scan);
  add_waiver_findings(terms, SourceExtent::part, report.scan);
  if (!waivers.empty() && configuration.fingerprint_key.empty()) {
    report.approvals.limits.push_back(concat("Waivers count for nothing here: the target has no ",
                                             kFingerprintKeyFile,
                                             ", so they would bind to no value."));
  }
  return {};
}

void reach_verdict(const Policy& policy, const JudgedChange& judged, CheckReport& report) {
  add_shallow_history(judged, report);
  // Several passes have added notices; the report has them sorted.
  std::sort(report.scan.notices.begin(), report.scan.notices.end());
  add_credentials(policy, report);
  add_conflicts(judged, report);
  add_unrelated_history(judged, report);
  add_to_verdict(report.approvals, report.verdict);
  add_notices(report.scan.notices, policy, report.verdict);
  add_notices(report.delta.notices, policy, report.verdict);
  report.limits = report.approvals.limits;
  report.limits.insert(report.limits.end(),
                       {"That an approver read what they approved.",
                        "That an account or a key belongs to one person.",
                        "That a provider has revoked a credential that was taken out.",
                        "That what was approved is what ran."});
}

}  // namespace foureyes
