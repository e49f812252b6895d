#include "evidence/change_predicate.h"

#include <map>
#include <set>

#include "base/text.h"

namespace foureyes {

namespace {

JsonValue git_digest(const std::string& commit, const std::string& tree) {
  JsonValue digest = JsonValue::object();
  if (!commit.empty()) digest["gitCommit"] = commit;
  if (!tree.empty()) digest["gitTree"] = tree;
  return digest;
}

JsonValue counts(const std::map<std::string, std::uint64_t>& by_name) {
  JsonValue json = JsonValue::object();
  for (const auto& [name, count] : by_name) json[name] = count;
  return json;
}

JsonValue name_values(const std::vector<std::pair<std::string, std::string>>& pairs) {
  JsonValue json = JsonValue::object();
  for (const auto& [name, value] : pairs) json[name] = value;
  return json;
}

JsonValue delta_part(const Delta& delta) {
  std::map<std::string, std::uint64_t> directions;
  for (const auto& record : delta.records) ++directions[std::string(name_of(record.direction))];
  return JsonValue::object({{"direction", name_of(delta.direction)},
                            {"records", counts(directions)},
                            {"semanticDigest", delta.semantic_digest},
                            {"fullDigest", delta.full_digest}});
}

JsonValue change_part(const CheckReport& report) {
  const Change& change = report.change;
  return JsonValue::object({{"repository", change.repository},
                            {"targetRef", change.target_ref},
                            {"ticket", change.ticket},
                            {"base", git_digest(change.base_commit, change.base_tree)},
                            {"head", git_digest(change.head_commit, change.head_tree)},
                            {"mergeBase", git_digest(change.merge_base, "")},
                            {"result", git_digest("", change.result_tree)},
                            {"mergeComputed", change.merge_computed},
                            {"commits", change.commits.size()},
                            {"delta", delta_part(report.delta)}});
}

JsonValue input_json(const GateInput& input) {
  JsonValue json = JsonValue::object({{"kind", input.kind},
                                      {"name", input.name},
                                      {"origin", input.origin},
                                      {"sha256", input.sha256}});
  if (!input.redacted_sha256.empty()) json["redactedSha256"] = input.redacted_sha256;
  return json;
}

JsonValue inputs_part(const std::vector<GateInput>& inputs) {
  JsonValue list = JsonValue::array();
  for (const auto& input : inputs) list.push_back(input_json(input));
  return list;
}

JsonValue scanner_part(const CheckReport& report) {
  return JsonValue::object(
      {{"tool", JsonValue::object({{"name", "foureyes"}, {"version", report.tool_version}})},
       {"rulesDigest", report.scan.rules_digest},
       {"dialects", name_values(report.delta.dialects)},
       {"inputs", inputs_part(report.inputs)},
       {"parameters", name_values(report.parameters)},
       {"asOf", report.as_of.rfc3339()},
       {"asOfSource", report.as_of_source}});
}

JsonValue coverage_part(const CheckReport& report) {
  std::map<std::string, std::uint64_t> notices;
  for (const auto* list : {&report.scan.notices, &report.delta.notices}) {
    for (const auto& notice : *list) ++notices[std::string(name_of(notice.reason))];
  }
  const Coverage& coverage = report.scan.coverage;
  return JsonValue::object({{"blobs", coverage.blobs},
                            {"bytes", coverage.bytes},
                            {"messages", coverage.messages},
                            {"commits", coverage.commits},
                            {"skipped", coverage.skipped},
                            {"suppressed", counts(coverage.suppressed)},
                            {"notices", counts(notices)}});
}

JsonValue findings_part(const ScanReport& scan) {
  std::map<std::string, std::uint64_t> by_rule, by_severity;
  std::uint64_t waived = 0;
  std::size_t credentials = 0;
  for (const auto& finding : scan.findings) {
    if (finding.kind != FindingKind::credential) continue;
    ++credentials;
    ++by_rule[finding.rule_id];
    ++by_severity[std::string(name_of(finding.severity))];
    if (finding.waiver) ++waived;
  }
  return JsonValue::object({{"total", credentials},
                            {"waived", waived},
                            {"byRule", counts(by_rule)},
                            {"bySeverity", counts(by_severity)}});
}

JsonValue requirement_json(const ApprovalRequirement& requirement) {
  return JsonValue::object({{"rule", requirement.rule},
                            {"count", requirement.count},
                            {"leastClass", name_of(requirement.least_class)},
                            {"from", JsonValue::strings(requirement.from)},
                            {"bind", requirement.bind_tree ? "tree" : "delta"},
                            {"records", requirement.records.size()},
                            {"approvedBy", JsonValue::strings(requirement.approved_by)},
                            {"satisfied", requirement.satisfied}});
}

JsonValue considered_json(const ConsideredApproval& considered) {
  const Approval& approval = considered.approval;
  JsonValue json = JsonValue::object({{"approver", approval.approver},
                                      {"person", considered.person},
                                      {"identityKind", name_of(approval.identity_kind)},
                                      {"class", name_of(approval.approval_class)},
                                      {"decision", name_of(approval.decision)},
                                      {"source", approval.source},
                                      {"counts", considered.counts},
                                      {"reason", code_of(considered.reason)}});
  if (!approval.key_fingerprint.empty()) json["key"] = approval.key_fingerprint;
  if (approval.commit) json["gitCommit"] = approval.commit->hex();
  if (!approval.delta_digest.empty()) json["deltaDigest"] = approval.delta_digest;
  if (approval.asserted_at) json["assertedAt"] = approval.asserted_at->rfc3339();
  return json;
}

JsonValue approvals_part(const ApprovalOutcome& outcome) {
  JsonValue required = JsonValue::array();
  for (const auto& requirement : outcome.requirements) {
    required.push_back(requirement_json(requirement));
  }
  JsonValue considered = JsonValue::array();
  for (const auto& one : outcome.considered) considered.push_back(considered_json(one));
  return JsonValue::object(
      {{"satisfied", outcome.satisfied},
       {"required", std::move(required)},
       {"considered", std::move(considered)},
       {"segregationOfDuties",
        JsonValue::object({{"provable", outcome.segregation_provable},
                           {"excluded", JsonValue::strings(outcome.excluded_people)}})}});
}

JsonValue verdict_part(const Verdict& verdict) {
  std::set<std::string> codes;
  for (const auto& reason : verdict.reasons) codes.insert(reason.code);
  return JsonValue::object({{"result", name_of(verdict.result)},
                            {"reasons", JsonValue::strings({codes.begin(), codes.end()})},
                            {"exitCode", verdict.exit_code()}});
}

// Control -> the rules with a result here that map to it.
JsonValue controls_part(const std::vector<RuleInfo>& rules) {
  std::map<std::string, std::set<std::string>> by_control;
  for (const auto& rule : rules) {
    for (const auto& control : rule.controls) by_control[control].insert(rule.id);
  }
  JsonValue json = JsonValue::object();
  for (const auto& [control, ids] : by_control) {
    json[control] = JsonValue::strings({ids.begin(), ids.end()});
  }
  return json;
}

JsonValue reproduce_part(const CheckReport& report) {
  const std::vector<std::string> needs = {"the git objects of base and head",
                                          concat("foureyes ", report.tool_version)};
  return JsonValue::object({{"command", JsonValue::strings({"foureyes", "evidence", "reproduce",
                                                            "PACK", "--repo", "DIR"})},
                            {"needs", JsonValue::strings(needs)}});
}

}  // namespace

JsonValue change_predicate(const CheckReport& report) {
  return JsonValue::object({{"change", change_part(report)},
                            {"scanner", scanner_part(report)},
                            {"coverage", coverage_part(report)},
                            {"findings", findings_part(report.scan)},
                            {"approvals", approvals_part(report.approvals)},
                            {"verdict", verdict_part(report.verdict)},
                            {"controls", controls_part(report.rules)},
                            {"limits", JsonValue::strings(report.limits)},
                            {"reproduce", reproduce_part(report)}});
}

}  // namespace foureyes
