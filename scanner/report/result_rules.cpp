#include "report/result_rules.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace foureyes {
namespace {

using RulesById = std::map<std::string, RuleInfo>;

struct DecisionText {
  std::string_view code;
  std::string_view title;
  std::string_view remediation;
};

constexpr DecisionText kDecisions[] = {
    {"CREDENTIAL_EXPOSED", "The change exposes a credential",
     "Revoke the credential at its provider, then take it out of every commit of the change."},
    {"INSUFFICIENT_APPROVALS", "Privileges widen without the approvals that policy asks for",
     "Let an eligible person who did not make the change approve exactly this delta."},
    {"COVERAGE_INCOMPLETE", "Something that the verdict depends on could not be looked at",
     "Make what the notices name readable, or accept the reason for the path in policy."},
    {"APPROVALS_INCOMPLETE", "The approvals that were handed in are not all there",
     "Export every page of the reviews of this pull request and hand all of them in."},
    {"SOD_UNPROVABLE", "Authors and approvers cannot be told apart",
     "Add the people of the change to the identity map of the target branch."},
    {"LAST_APPROVER_REMOVED", "Nobody could approve a later change",
     "Keep at least as many approvers as the policy asks for."},
    {"MERGE_CONFLICT", "The change does not merge into its target",
     "Merge or rebase the change onto the target, then run the gate again."},
    {"UNRELATED_HISTORY", "The change shares no history with its target",
     "Rebase the change onto the target, then run the gate again."},
};

std::string spaced(std::string_view name) {
  return replace_all(replace_all(to_lower(name), "_", " "), "-", " ");
}

std::string pascal_case(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (!is_alphanumeric(c)) {
      upper = true;
      continue;
    }
    const bool lower = !upper || !is_letter(c);
    out += lower ? c : static_cast<char>(c & ~0x20);
    upper = false;
  }
  return out;
}

RuleInfo rule_from_name(std::string id, std::string title) {
  RuleInfo rule;
  rule.name = pascal_case(id);
  rule.id = std::move(id);
  rule.description = concat(title, '.');
  rule.title = std::move(title);
  return rule;
}

RuleInfo privilege_rule(const DeltaRecord& record) {
  RuleInfo rule = rule_from_name(privilege_rule_id(record),
                                 concat("A change in privileges: ", spaced(record.kind)));
  rule.description = "What an identity may do differs before and after the change.";
  rule.remediation = "Keep the change only if it is meant, and have it approved.";
  rule.confidence = Confidence::high;
  rule.tags = {"privilege"};
  return rule;
}

RuleInfo decision_rule(const VerdictReason& reason) {
  RuleInfo rule =
      rule_from_name(decision_rule_id(reason), concat("The gate decided: ", spaced(reason.code)));
  rule.remediation = "Read the reason, mend its cause and run the gate again.";
  rule.confidence = Confidence::high;
  rule.tags = {"gate"};
  for (const DecisionText& text : kDecisions) {
    if (text.code != reason.code) continue;
    rule.title = text.title;
    rule.description = concat(text.title, '.');
    rule.remediation = text.remediation;
  }
  return rule;
}

RuleInfo credential_rule(const Finding& finding) {
  RuleInfo rule = rule_from_name(finding.rule_id, concat("Credential: ", spaced(finding.rule_id)));
  rule.severity = finding.severity;
  rule.confidence = finding.confidence;
  rule.remediation = "Revoke the credential at its provider, then take it out of the history.";
  return rule;
}

void add(RulesById& rules, const std::vector<RuleInfo>& given) {
  for (const RuleInfo& rule : given) rules.emplace(rule.id, rule);
}

void add(RulesById& rules, RuleInfo rule) {
  std::string id = rule.id;
  rules.emplace(std::move(id), std::move(rule));
}

void add_credentials(RulesById& rules, const ScanReport& scan) {
  for (const Finding& finding : scan.findings)
    if (!rules.contains(finding.rule_id)) add(rules, credential_rule(finding));
}

void add_records(RulesById& rules, const Delta& delta) {
  for (const DeltaRecord& record : delta.records)
    if (!rules.contains(privilege_rule_id(record))) add(rules, privilege_rule(record));
}

std::vector<RuleInfo> values(RulesById rules) {
  std::vector<RuleInfo> list;
  for (auto& [id, rule] : rules) list.push_back(std::move(rule));
  return list;
}

}  // namespace

std::string privilege_rule_id(const DeltaRecord& record) {
  return concat("privilege/", record.kind);
}

std::string decision_rule_id(const VerdictReason& reason) {
  return concat("gate/", replace_all(to_lower(reason.code), "_", "-"));
}

std::vector<RuleInfo> rules_named_by(const ScanReport& report) {
  RulesById rules;
  add(rules, report.rules);
  add_credentials(rules, report);
  return values(std::move(rules));
}

std::vector<RuleInfo> rules_named_by(const Delta& delta) {
  RulesById rules;
  add(rules, delta.rules);
  add_records(rules, delta);
  return values(std::move(rules));
}

std::vector<RuleInfo> rules_named_by(const CheckReport& report) {
  RulesById rules;
  add(rules, report.rules);
  add(rules, report.scan.rules);
  add(rules, report.delta.rules);
  add_credentials(rules, report.scan);
  add_records(rules, report.delta);
  for (const VerdictReason& reason : report.verdict.reasons)
    if (!rules.contains(decision_rule_id(reason))) add(rules, decision_rule(reason));
  return values(std::move(rules));
}

const RuleInfo* find_rule(const std::vector<RuleInfo>& rules, std::string_view id) {
  const auto found = std::lower_bound(
      rules.begin(), rules.end(), id,
      [](const RuleInfo& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != rules.end() && found->id == id ? &*found : nullptr;
}

}  // namespace foureyes
