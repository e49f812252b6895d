#include "privilege/record_kinds.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/text.h"

namespace foureyes {
namespace {

// "token-scope" -> "PrivilegeTokenScope"
std::string rule_name(std::string_view kind) {
  std::string name = "Privilege";
  for (std::string_view word : split(kind, '-')) {
    name += static_cast<char>(word.front() - 'a' + 'A');
    name += word.substr(1);
  }
  return name;
}

RuleInfo rule_of(const RecordKind& kind) {
  RuleInfo rule;
  rule.id = concat("privilege/", kind.kind);
  rule.name = rule_name(kind.kind);
  rule.title = kind.title;
  rule.description = kind.description;
  rule.severity = kind.severity;
  rule.confidence = Confidence::high;
  rule.remediation =
      "Take the change back, or have an eligible person approve this delta (foureyes approve).";
  rule.tags = {"privilege"};
  rule.controls = {"NHI5:2025", "PR.AA-05"};
  return rule;
}

}  // namespace

const std::vector<RecordKind>& record_kinds() {
  static const std::vector<RecordKind> kinds = {
#define RECORD_KIND(kind, weight, severity, title, description) \
  {kind, KindWeight::weight, Severity::severity, title, description},
#include "privilege/record_kinds.def"
#undef RECORD_KIND
  };
  return kinds;
}

const RecordKind& record_kind(std::string_view kind) {
  const auto& kinds = record_kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const RecordKind& row) { return row.kind == kind; });
  CHECK(found != kinds.end(), "every grant names a kind of record_kinds.def");
  return *found;
}

std::vector<RuleInfo> rules_of(const Delta& delta) {
  std::set<std::string_view> kinds;
  for (const DeltaRecord& record : delta.records) kinds.insert(record.kind);
  std::vector<RuleInfo> rules;
  for (std::string_view kind : kinds) rules.push_back(rule_of(record_kind(kind)));
  return rules;
}

}  // namespace foureyes
