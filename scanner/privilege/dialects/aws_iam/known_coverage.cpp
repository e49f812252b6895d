#include "privilege/dialects/aws_iam/known_coverage.h"

#include <algorithm>

#include "base/json_document.h"
#include "privilege/dialects/aws_iam/catalogue.h"
#include "privilege/dialects/aws_iam/policy.h"
#include "privilege/grant_order.h"

namespace foureyes::aws_iam {
namespace {

constexpr std::size_t kMaxSteps = 300'000;  // past it nothing more is shown to be covered

bool is_right(const Grant& grant) {
  return grant.kind.starts_with("iam-") && grant.effect == Effect::allow && !grant.unknown;
}

bool is_managed(const Grant& grant) { return grant.kind == "iam-managed-policy"; }

bool allows_only(const std::vector<Grant>& grants) {
  return std::all_of(grants.begin(), grants.end(), is_right);
}

// Everything that a side allows, its managed policies as their documents.
std::vector<Grant> rights_on(const DialectFacts& side) {
  std::vector<Grant> out;
  for (const Grant& grant : side.grants) {
    if (is_right(grant) && !is_managed(grant)) out.push_back(grant);
    if (!is_managed(grant)) continue;
    for (Grant& right : rights_of_managed_policy(grant)) out.push_back(std::move(right));
  }
  return out;
}

class Coverage {
 public:
  explicit Coverage(const std::vector<Grant>& rights) : rights_(rights) {}

  bool covers(const Grant& grant) {
    if (steps_ < rights_.size()) return false;
    steps_ -= rights_.size();
    return std::any_of(rights_.begin(), rights_.end(), [&](const Grant& right) {
      return right.kind == grant.kind && grant_covers(right, grant);
    });
  }

  // By what AWS lists today.
  bool covers_for_now(const Grant& grant) {
    if (!is_managed(grant)) return covers(grant) || covers_known_actions(grant);
    const std::vector<Grant> meant = rights_of_managed_policy(grant);
    return !meant.empty() && allows_only(meant) &&
           std::all_of(meant.begin(), meant.end(),
                       [&](const Grant& one) { return covers(one) || covers_known_actions(one); });
  }

 private:
  bool covers_known_actions(const Grant& grant) {
    if (grant.action.kind != PatternKind::glob) return false;
    const auto actions = actions_meant_by(grant.action.values.front());
    Grant one = grant;
    return !actions.empty() &&
           std::all_of(actions.begin(), actions.end(), [&](const KnownAction& action) {
             one.action = Pattern::literal(action.lowered());
             return covers(one);
           });
  }

  const std::vector<Grant>& rights_;
  std::size_t steps_ = kMaxSteps;
};

// One of the other side's grants does, as both are written: the comparison sees that by itself.
bool is_plainly_covered(const Grant& grant, const DialectFacts& side) {
  return std::any_of(side.grants.begin(), side.grants.end(), [&](const Grant& other) {
    return is_right(other) && other.kind == grant.kind && grant_covers(other, grant);
  });
}

// AWS may come to give anything by a managed policy: only everything covers it, or a managed policy
// whose holder AWS could give anything before, by what the two give today.
std::vector<Grant> to_be_covered(const Grant& grant, const DialectFacts& other) {
  if (!is_managed(grant)) return {grant};
  const bool is_exchanged = std::any_of(
      other.grants.begin(), other.grants.end(),
      [&](const Grant& held) { return is_managed(held) && held.subject == grant.subject; });
  if (is_exchanged) {
    auto rights = rights_of_managed_policy(grant);
    if (!rights.empty() && allows_only(rights)) return rights;
  }
  Grant everything = grant;
  everything.kind = "iam-policy";
  everything.action = everything.resource = Pattern::top();
  return {everything};
}

// What `from` allows and `to` has covered, with what its managed policies give, as grants of `to`.
std::vector<Grant> given_there(const DialectFacts& from, const DialectFacts& to) {
  std::vector<Grant> out;
  const std::vector<Grant> rights = rights_on(to);
  Coverage coverage(rights);
  for (const Grant& grant : from.grants) {
    if (!is_right(grant) || is_plainly_covered(grant, to)) continue;
    const std::vector<Grant> parts = to_be_covered(grant, to);
    if (std::all_of(parts.begin(), parts.end(), [&](const Grant& g) { return coverage.covers(g); }))
      out.push_back(grant);
  }
  return out;
}

}  // namespace

std::vector<Grant> rights_of_managed_policy(const Grant& held) {
  const bool is_plain = is_managed(held) && held.resource.kind == PatternKind::literal &&
                        held.condition.kind == ConditionKind::always;
  const std::string_view text =
      is_plain ? document_of_managed_policy(held.resource.values.front()) : "";
  if (text.empty()) return {};
  const auto document = read_json(text, held.resource.values.front());
  if (!document) return {};
  Policy policy;
  read_policy_document(*document,
                       {held.source.path, words_for(held.subject), held.subject_words, {}, false},
                       {}, policy);
  return std::move(policy.grants);
}

void cover_what_is_known(DialectFacts& before, DialectFacts& after) {
  const std::vector<Grant> not_new = given_there(after, before);
  const std::vector<Grant> not_lost = given_there(before, after);
  before.grants.insert(before.grants.end(), not_new.begin(), not_new.end());
  after.grants.insert(after.grants.end(), not_lost.begin(), not_lost.end());
}

void mark_what_is_for_later(const DialectFacts& before, DialectFacts& after) {
  const std::vector<Grant> rights = rights_on(before);
  Coverage coverage(rights);
  for (Grant& grant : after.grants)
    if (is_right(grant) && !is_plainly_covered(grant, before) && coverage.covers_for_now(grant))
      grant.marks.emplace_back("all that AWS lists of it was allowed before: new is what AWS adds");
}

}  // namespace foureyes::aws_iam
