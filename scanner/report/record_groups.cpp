#include "report/record_groups.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "report/result_rules.h"
#include "report/wording.h"

namespace foureyes {
namespace {

template <class Keep>
Records records_if(const Delta& delta, const Keep& keep) {
  Records out;
  for (const DeltaRecord& record : delta.records)
    if (keep(record)) out.push_back(&record);
  return out;
}

bool gates(const DeltaRecord& record) { return record.direction > Direction::narrowed; }

}  // namespace

Records all_records(const Delta& delta) {
  return records_if(delta, [](const DeltaRecord&) { return true; });
}

Records gating_records(const Delta& delta) { return records_if(delta, gates); }

Records other_records(const Delta& delta) {
  return records_if(delta, [](const DeltaRecord& record) { return !gates(record); });
}

Severity severity_of(const DeltaRecord& record, const std::vector<RuleInfo>& rules) {
  const RuleInfo* rule = find_rule(rules, privilege_rule_id(record));
  return rule ? rule->severity : Severity::high;
}

std::vector<RecordGroup> group_records(const Records& records, const std::vector<RuleInfo>& rules) {
  const auto weight = [&](const DeltaRecord* record) {
    return std::make_tuple(record->direction, severity_of(*record, rules));
  };
  std::map<std::string, Records> by_subject;
  for (const DeltaRecord* record : records) by_subject[record->subject].push_back(record);
  std::vector<RecordGroup> groups;
  for (auto& [subject, own] : by_subject) {
    std::stable_sort(own.begin(), own.end(), [&](const DeltaRecord* a, const DeltaRecord* b) {
      return weight(a) > weight(b);
    });
    groups.push_back({subject, std::move(own)});
  }
  std::stable_sort(groups.begin(), groups.end(), [&](const RecordGroup& a, const RecordGroup& b) {
    return weight(a.records.front()) > weight(b.records.front());
  });
  return groups;
}

bool sides_help(const DeltaRecord& record) {
  if (record.before == record.after || record.before.empty() || record.after.empty()) return false;
  const std::string sentence = sentence_of(record);
  return !contains(sentence, record.before) || !contains(sentence, record.after);
}

}  // namespace foureyes
