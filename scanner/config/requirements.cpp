// Which approvals a delta needs: the first rule that matches a record, at each of its places.
#include <algorithm>
#include <map>
#include <set>

#include "base/path_pattern.h"
#include "config/policy.h"

namespace foureyes {
namespace {

// Kinds of records by which a change alters the gate itself (threats P0-12).
bool is_gate_kind(std::string_view kind) {
  return kind == "policy" || kind == "signers" || kind == "identities" || kind == "waivers" ||
         kind == "gate-workflow";
}

bool needs_approval(Direction direction) {
  return direction == Direction::widened || direction == Direction::mixed ||
         direction == Direction::unknown;
}

template <class Item, class Value>
bool holds(const std::vector<Item>& items, const Value& value) {
  return std::find(items.begin(), items.end(), value) != items.end();
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [path](const std::string& pattern) { return path_matches(pattern, path); });
}

bool matches(const ApprovalRule& rule, const DeltaRecord& record, std::string_view path) {
  // A rule for everything must not lower what changes of the gate need: it has to name them.
  if (is_gate_kind(record.kind) && !holds(rule.kinds, record.kind)) return false;
  const bool direction = rule.directions.empty() ? needs_approval(record.direction)
                                                 : holds(rule.directions, record.direction);
  return direction && (rule.planes.empty() || holds(rule.planes, record.plane)) &&
         (rule.kinds.empty() || holds(rule.kinds, record.kind)) &&
         (rule.paths.empty() || matches_any(rule.paths, path));
}

// The places of a record: a moved one is judged where it was and where it is.
std::set<std::string> paths_of(const DeltaRecord& record) {
  std::set<std::string> paths;
  if (record.source_before) paths.insert(record.source_before->path);
  if (record.source_after) paths.insert(record.source_after->path);
  if (paths.empty()) paths.insert("");
  return paths;
}

// Position of the rule that decides: an index into the policy's rules, then the built-in ones.
enum : std::size_t { kPolicyChange = 1'000'000, kDefault, kNone };

std::size_t deciding_rule(const Policy& policy, const DeltaRecord& record, std::string_view path) {
  for (std::size_t i = 0; i < policy.approvals.size(); ++i) {
    if (matches(policy.approvals[i], record, path)) return i;
  }
  if (!needs_approval(record.direction)) return kNone;
  // A first policy asks for one approval. Added signers and identities have no place in base
  // either; decide_approvals knows whether base had any, and then asks for two.
  return is_gate_kind(record.kind) && record.source_before ? kPolicyChange : kDefault;
}

std::vector<std::string> people_of(const Policy& policy, const std::vector<std::string>& names) {
  std::set<std::string> people;
  for (const std::string& name : names) {
    const auto group =
        std::find_if(policy.groups.begin(), policy.groups.end(),
                     [&name](const ApprovalGroup& known) { return known.name == name; });
    if (group == policy.groups.end()) {
      people.insert(name);
    } else {
      people.insert(group->people.begin(), group->people.end());
    }
  }
  return {people.begin(), people.end()};
}

ApprovalRequirement requirement_of(const Policy& policy, std::size_t rule_index) {
  ApprovalRequirement requirement;
  ApprovalBinding bind = policy.bind;
  if (rule_index < policy.approvals.size()) {
    const ApprovalRule& rule = policy.approvals[rule_index];
    requirement.rule = rule.name;
    requirement.count = rule.count;
    requirement.least_class = rule.least_class;
    requirement.from = people_of(policy, rule.from);
    bind = rule.bind.value_or(policy.bind);
  } else if (rule_index == kPolicyChange) {
    requirement.rule = "policy-change";
    requirement.count = 2;
  } else {
    requirement.rule = "default";
  }
  requirement.bind_tree = bind == ApprovalBinding::tree;
  return requirement;
}

}  // namespace

std::vector<ApprovalRequirement> approval_requirements(const Policy& policy, const Delta& delta) {
  std::map<std::size_t, std::set<std::size_t>> records_of_rule;
  for (std::size_t i = 0; i < delta.records.size(); ++i) {
    for (const std::string& path : paths_of(delta.records[i])) {
      const std::size_t rule = deciding_rule(policy, delta.records[i], path);
      if (rule != kNone) records_of_rule[rule].insert(i);
    }
  }
  std::vector<ApprovalRequirement> requirements;
  for (const auto& [rule, records] : records_of_rule) {
    ApprovalRequirement requirement = requirement_of(policy, rule);
    requirement.records.assign(records.begin(), records.end());
    requirements.push_back(std::move(requirement));
  }
  return requirements;
}

const AcceptedNotice* accepting_entry(const Policy& policy, const Notice& notice) {
  for (const AcceptedNotice& accepted : policy.accept_incomplete) {
    if (accepted.reason == notice.reason && matches_any(accepted.paths, notice.path)) {
      return &accepted;
    }
  }
  return nullptr;
}

}  // namespace foureyes
