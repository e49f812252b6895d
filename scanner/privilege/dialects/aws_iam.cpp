// AWS IAM policies wherever JSON or YAML holds them: policy, trust and resource policies as files,
// answers of the AWS command line, CloudFormation and SAM templates. What is written in one policy
// is compared with that policy before, found again by its name or, after a move, by its content.
#include <algorithm>
#include <map>
#include <set>

#include "privilege/dialect.h"
#include "privilege/dialects/aws_iam/escalations.h"
#include "privilege/dialects/aws_iam/identity_join.h"
#include "privilege/dialects/aws_iam/known_coverage.h"
#include "privilege/dialects/aws_iam/policy_files.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using aws_iam::IdentityJoin;
using aws_iam::is_policy_path;
using aws_iam::Policies;
using aws_iam::PolicyFile;
using aws_iam::read_policy_file;

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  DialectFacts out;
  for (const TreeEntry& entry : tree.entries()) {
    if (!is_policy_path(entry.path) || entry.kind == EntryKind::submodule) continue;
    PolicyFile file = read_policy_file(tree, entry.path, options);
    if (file.counts) out.files.push_back(entry.path);
    for (aws_iam::Policy& policy : file.policies) {
      aws_iam::mark_new_escalations({}, {}, {}, policy.grants);
      for (Grant& grant : policy.grants) out.grants.push_back(std::move(grant));
    }
    for (Notice& notice : file.notices) {
      notice.touches_change = false;
      out.notices.push_back(std::move(notice));
    }
  }
  return out;
}

void add_policies(PolicyFile file, Policies& out, std::vector<Notice>& notices) {
  for (aws_iam::Policy& policy : file.policies) {
    aws_iam::Policy& place = out[policy.name];
    place.name = policy.name;
    place.digest += policy.digest;
    place.holders = policy.holders;
    place.is_shared = policy.is_shared;
    place.is_with_holder = policy.is_with_holder;
    for (Grant& grant : policy.grants) place.grants.push_back(std::move(grant));
  }
  for (Notice& notice : file.notices) notices.push_back(std::move(notice));
}

// The same content under another name is the same policy.
void forget_moves(Policies& base, Policies& head) {
  std::multimap<std::string, std::string> gone;
  for (const auto& [name, policy] : base)
    if (!head.contains(name)) gone.emplace(policy.digest, name);
  std::vector<std::string> arrived;
  for (const auto& [name, policy] : head) {
    const auto from = base.contains(name) ? gone.end() : gone.find(policy.digest);
    if (from == gone.end()) continue;
    base.erase(from->second);
    gone.erase(from);
    arrived.push_back(name);
  }
  for (const std::string& name : arrived) head.erase(name);
}

DialectFacts facts_of(Policies& policies, const std::string& name) {
  DialectFacts facts;
  const auto found = policies.find(name);
  if (found != policies.end()) facts.grants = std::move(found->second.grants);
  return facts;
}

// A deny of the base is not in the head, word for word.
bool denies_less(const DialectFacts& base, const DialectFacts& head) {
  const auto is_kept = [&](const Grant& deny) {
    return deny.effect != Effect::deny ||
           std::any_of(head.grants.begin(), head.grants.end(), [&](const Grant& other) {
             return other.effect == Effect::deny && other.action == deny.action &&
                    other.resource == deny.resource && other.condition == deny.condition;
           });
  };
  return !std::all_of(base.grants.begin(), base.grants.end(), is_kept);
}

// What other policies of the tree allow: a deny stops them as well where one identity holds both.
class OtherPolicies {
 public:
  OtherPolicies(const TreeView& tree, const PrivilegeOptions& options)
      : tree_(tree), options_(options) {}

  // On both sides: they are no change, and what a deny that goes is judged by.
  void add_to(DialectFacts& base, DialectFacts& head) {
    std::set<Pattern> own;
    for (const DialectFacts* side : {&base, &head})
      for (const Grant& grant : side->grants) own.insert(grant.subject);
    for (const Grant& grant : allowed())
      if (!own.contains(grant.subject)) {
        base.grants.push_back(grant);
        head.grants.push_back(grant);
      }
  }

 private:
  // A managed policy that is attached may allow anything.
  const std::vector<Grant>& allowed() {
    if (read_) return allowed_;
    read_ = true;
    for (Grant& grant : inventory(tree_, options_).grants) {
      if (grant.kind == "iam-managed-policy") {
        grant.kind = "iam-policy";
        grant.action = grant.resource = Pattern::top();
      }
      if (grant.kind == "iam-policy" && grant.effect == Effect::allow)
        allowed_.push_back(std::move(grant));
    }
    return allowed_;
  }

  const TreeView& tree_;
  const PrivilegeOptions& options_;
  bool read_ = false;
  std::vector<Grant> allowed_;
};

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  Policies base, head;
  std::vector<Notice> ignored;
  for (const EntryChange& change : changes.entries) {
    if (!is_policy_path(change.path())) continue;
    PolicyFile before, after;
    if (change.before) before = read_policy_file(changes.base, change.path(), options);
    if (change.after) after = read_policy_file(changes.head, change.path(), options);
    // What cannot be read is not known to be less than what was there.
    if (after.unreadable && !before.unreadable) before = {};
    add_policies(std::move(before), base, ignored);
    add_policies(std::move(after), head, out.notices);
  }
  IdentityJoin identities(changes, options, base, head);
  forget_moves(base, head);
  std::set<std::string> names;
  for (const Policies* side : {&base, &head})
    for (const auto& [name, policy] : *side) names.insert(name);
  OtherPolicies others(changes.head, options);
  for (const std::string& name : names) {
    DialectFacts before = facts_of(base, name), after = facts_of(head, name);
    if (denies_less(before, after) || denies_less(after, before)) others.add_to(before, after);
    auto records = records_between(before, after, changes.head, options.limits);
    if (!records.empty()) {
      const IdentityJoin::Beside beside = identities.beside(name, before, after);
      add_common_rights(beside, before, after);
      aws_iam::cover_what_is_known(before, after);
      aws_iam::mark_what_is_for_later(before, after);
      aws_iam::mark_new_escalations(beside.before, before.grants, beside.after, after.grants);
      records = records_between(before, after, changes.head, options.limits);
    }
    for (DeltaRecord& record : records) out.records.push_back(std::move(record));
  }
  return out;
}

}  // namespace

const Dialect& aws_iam_dialect() {
  static const Dialect dialect = {"aws_iam", "4", is_policy_path, inventory, delta};
  return dialect;
}

}  // namespace foureyes
