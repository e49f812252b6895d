#include "privilege/dialects/aws_iam/identity_join.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "privilege/dialects/aws_iam/policy_files.h"
#include "privilege/grant_order.h"

namespace foureyes::aws_iam {
namespace {

constexpr std::size_t kMaxComparisons = 1'000'000;  // past it policies are compared one by one
constexpr std::string_view kSeveral = "\n";         // no identity has this name

std::string holder_of(const Policy& policy) {
  if (policy.is_shared || policy.holders.size() != 1) return std::string(kSeveral);
  return policy.holders.front().empty() ? std::string(kSeveral) : policy.holders.front();
}

std::string file_of(const std::string& policy) { return policy.substr(0, policy.find('#')); }

std::vector<Grant> allowed_by(const Policy& policy) {
  std::vector<Grant> out;
  for (const Grant& grant : policy.grants)
    if (grant.kind == "iam-policy" && grant.effect == Effect::allow && !grant.unknown)
      out.push_back(grant);
  return out;
}

bool any_covers(const std::vector<Grant>& wide, const Grant& narrow) {
  return std::any_of(wide.begin(), wide.end(), [&](const Grant& grant) {
    return grant.kind == narrow.kind && grant.effect == Effect::allow && !grant.unknown &&
           grant_covers(grant, narrow);
  });
}

// The additions that some grant of the other side covers: what only one side has is the record of
// the policy that it is written in.
void add_common(const std::vector<Grant>& additions, const std::vector<Grant>& own,
                const std::vector<Grant>& theirs, DialectFacts& out) {
  for (const Grant& grant : additions)
    if (any_covers(own, grant) || any_covers(theirs, grant)) out.grants.push_back(grant);
}

}  // namespace

IdentityJoin::IdentityJoin(const ChangeSet& changes, const PrivilegeOptions& options,
                           const Policies& base, const Policies& head)
    : changes_(changes), options_(options) {
  const auto collect = [&](const Policies& policies, Parts& parts, bool is_head) {
    for (const auto& [name, policy] : policies) {
      if (policy.holders.empty()) continue;
      for (const std::string& identity : policy.holders)
        parts[identity].push_back({name, policy.is_with_holder, allowed_by(policy)});
      auto& both = holders_[name];
      (is_head ? both.second : both.first) = holder_of(policy);
    }
  };
  collect(base, before_, false);
  collect(head, after_, true);
}

std::string IdentityJoin::sole_holder(const std::string& policy) const {
  const auto found = holders_.find(policy);
  if (found == holders_.end()) return "";
  const auto& [before, after] = found->second;
  if (!before.empty() && !after.empty() && before != after) return "";
  const std::string& holder = after.empty() ? before : after;
  return holder == kSeveral ? "" : holder;
}

// Files of both trees alike; only those whose bytes have the name.
void IdentityJoin::read_elsewhere(const std::string& identity) {
  const auto [place, is_new] = elsewhere_.try_emplace(identity);
  if (!is_new || contains(identity, "#")) return;  // a name of one file only
  const std::string name = identity.substr(identity.find(' ') + 1);
  for (const TreeEntry& entry : changes_.head.entries()) {
    if (entry.kind != EntryKind::file || !is_policy_path(entry.path)) continue;
    if (changes_.touches(entry.path)) continue;
    for (const Policy& policy :
         read_policy_file(changes_.head, entry.path, options_, name).policies)
      if (std::find(policy.holders.begin(), policy.holders.end(), identity) != policy.holders.end())
        place->second.push_back({policy.name, policy.is_with_holder, allowed_by(policy)});
  }
}

std::string IdentityJoin::file_that_makes(const std::string& identity) {
  std::set<std::string> files;
  for (const std::vector<Part>* parts :
       {&before_[identity], &after_[identity], &elsewhere_[identity]})
    for (const Part& part : *parts)
      if (part.is_with_holder) files.insert(file_of(part.policy));
  return files.size() == 1 ? *files.begin() : "";
}

IdentityJoin::Beside IdentityJoin::beside(const std::string& policy, const DialectFacts& before,
                                          const DialectFacts& after) {
  const std::string identity = sole_holder(policy);
  const Grant* own = nullptr;
  for (const DialectFacts* side : {&before, &after})
    for (const Grant& grant : side->grants)
      if (grant.kind == "iam-policy") own = &grant;
  if (identity.empty() || !own) return {};
  read_elsewhere(identity);
  const std::string maker = file_that_makes(identity), here = file_of(policy);
  const auto add = [&](const std::vector<Part>& parts, std::vector<Grant>& out) {
    for (const Part& part : parts) {
      const std::string file = file_of(part.policy);
      const bool comes_along = file == here || (part.is_with_holder && file == maker);
      if (part.policy == policy || !comes_along) continue;
      for (const Grant& grant : part.allowed) {
        out.push_back(grant);
        out.back().subject = own->subject;
        out.back().subject_words = own->subject_words;
      }
    }
  };
  Beside out;
  add(before_[identity], out.before), add(elsewhere_[identity], out.before);
  add(after_[identity], out.after), add(elsewhere_[identity], out.after);
  return out;
}

void add_common_rights(const IdentityJoin::Beside& beside, DialectFacts& before,
                       DialectFacts& after) {
  const std::size_t count = beside.before.size() + beside.after.size();
  if (count * (count + before.grants.size() + after.grants.size()) > kMaxComparisons) return;
  const std::vector<Grant> was = before.grants, is = after.grants;
  add_common(beside.before, is, beside.after, before);
  add_common(beside.after, was, beside.before, after);
}

}  // namespace foureyes::aws_iam
