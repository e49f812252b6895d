#include "approval/decide.h"

#include <algorithm>
#include <set>

#include "approval/eligibility.h"
#include "approval/repository_name.h"
#include "approval/segregation.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kInsufficient = "INSUFFICIENT_APPROVALS";
constexpr std::string_view kChangesRequested = "CHANGES_REQUESTED";
constexpr std::string_view kUnprovable = "SOD_UNPROVABLE";
constexpr std::string_view kLockOut = "LAST_APPROVER_REMOVED";

using People = std::set<std::string>;

People united(const People& a, const People& b) {
  People all = a;
  all.insert(b.begin(), b.end());
  return all;
}

// The people of one requirement, by how they were named. A login and a key that no map joins may
// be one person, so the larger of the two groups counts, not their sum.
struct NamedPeople {
  People by_login;
  People by_key;  // the identity map names the key's holder too: comparable with logins
  People by_key_unmapped;

  People provable() const {
    const People mapped = united(by_login, by_key);
    if (by_key_unmapped.empty()) return mapped;
    const People keys = united(by_key, by_key_unmapped);
    const bool logins_add =
        !std::includes(by_key.begin(), by_key.end(), by_login.begin(), by_login.end());
    if (!logins_add) return keys;
    return mapped.size() > keys.size() ? mapped : keys;
  }
  bool is_ambiguous() const {
    return provable().size() < united(united(by_login, by_key), by_key_unmapped).size();
  }
};

class Decision {
 public:
  explicit Decision(const ApprovalQuestion& question)
      : question_(question),
        segregation_(segregate(question)),
        judged_(judge_approvals(question, segregation_)) {}

  ApprovalOutcome take() {
    out_.requirements = question_.requirements;
    add_trust_requirement();
    contributes_.assign(judged_.size(), out_.requirements.empty());
    for (ApprovalRequirement& requirement : out_.requirements) evaluate(requirement);
    explain_what_did_not_contribute();
    for (const auto& [person, part] : segregation_.excluded) out_.excluded_people.push_back(person);
    out_.segregation_provable = segregation_.provable();
    add_reasons();
    add_incomplete();
    add_limits();
    for (JudgedApproval& judged : judged_) out_.considered.push_back(std::move(judged.considered));
    out_.satisfied = out_.reasons.empty();
    return std::move(out_);
  }

 private:
  // Threats P0-12, whatever the policy of the target says: it may ask for more, not for less.
  void add_trust_requirement() {
    if (!question_.trust.changes_trust) return;
    for (ApprovalRequirement& requirement : out_.requirements) {
      if (requirement.rule != kTrustRule) continue;
      requirement.count = std::max<std::size_t>(requirement.count, 2);
      return;
    }
    ApprovalRequirement requirement;
    requirement.rule = kTrustRule;
    requirement.count = 2;
    out_.requirements.push_back(std::move(requirement));
  }

  void evaluate(ApprovalRequirement& requirement) {
    NamedPeople people;
    bool external_root = false;
    for (std::size_t i = 0; i < judged_.size(); ++i) {
      const JudgedApproval& judged = judged_[i];
      if (!judged.considered.counts || !fits(requirement, judged)) continue;
      contributes_[i] = true;
      external_root |= judged.external_root;
      add_person(people, judged);
    }
    const People counted = people.provable();
    requirement.approved_by.assign(counted.begin(), counted.end());
    const bool by_root = requirement.rule == kTrustRule && external_root;
    requirement.satisfied = counted.size() >= requirement.count || by_root;
    ambiguous_ |= people.is_ambiguous() && !requirement.satisfied;
  }

  void add_person(NamedPeople& people, const JudgedApproval& judged) const {
    const Approval& approval = judged.considered.approval;
    const std::string& person = judged.considered.person;
    if (approval.approval_class != ApprovalClass::a4) {
      people.by_login.insert(person);
      return;
    }
    const auto resolved = question_.people.by_key(approval.key_fingerprint, approval.approver);
    (resolved.in_map ? people.by_key : people.by_key_unmapped).insert(person);
  }

  static bool fits(const ApprovalRequirement& requirement, const JudgedApproval& judged) {
    const ConsideredApproval& considered = judged.considered;
    return considered.approval.approval_class >= requirement.least_class &&
           (!requirement.bind_tree || judged.tree_matches) && is_asked(requirement, considered);
  }

  static bool is_asked(const ApprovalRequirement& requirement,
                       const ConsideredApproval& considered) {
    const auto& from = requirement.from;
    return from.empty() || std::find(from.begin(), from.end(), considered.person) != from.end();
  }

  // A sound approval that no requirement takes says why, by the first requirement.
  void explain_what_did_not_contribute() {
    for (std::size_t i = 0; i < judged_.size(); ++i) {
      ConsideredApproval& considered = judged_[i].considered;
      if (!considered.counts || contributes_[i]) continue;
      const ApprovalRequirement& requirement = out_.requirements.front();
      considered.counts = false;
      if (considered.approval.approval_class < requirement.least_class) {
        considered.reason = ApprovalReason::class_too_low;
        considered.detail = concat("the rule ", requirement.rule, " asks for class ",
                                   name_of(requirement.least_class));
      } else if (!is_asked(requirement, considered)) {
        considered.reason = ApprovalReason::not_eligible;
        considered.detail = concat("the rule ", requirement.rule, " names others");
      } else {
        considered.reason = ApprovalReason::stale;
        considered.detail = "it was given for another tree, and the rule binds the tree";
      }
    }
  }

  void add_reasons() {
    const auto& requirements = out_.requirements;
    const bool needs_approval = !requirements.empty();
    const bool insufficient = std::any_of(requirements.begin(), requirements.end(),
                                          [](const auto& one) { return !one.satisfied; });
    if (insufficient) add_insufficient();
    const bool refused =
        std::any_of(judged_.begin(), judged_.end(), [](const auto& one) { return one.refuses; });
    if (needs_approval && refused) out_.reasons.emplace_back(kChangesRequested);
    const bool asks_proof = question_.authorship == Authorship::proved;
    if (needs_approval && asks_proof && !segregation_.authorship_proved)
      out_.reasons.emplace_back(kUnprovable);
    const bool rooted_outside = std::any_of(judged_.begin(), judged_.end(), [](const auto& one) {
      return one.external_root && one.considered.counts;
    });
    if (question_.trust.approvers_after == 0u && !rooted_outside)
      out_.reasons.emplace_back(kLockOut);
  }

  // The code, and why the approvals that were handed in are not enough.
  void add_insufficient() {
    out_.reasons.emplace_back(kInsufficient);
    std::set<std::string> codes;
    for (const JudgedApproval& judged : judged_) {
      const ApprovalReason reason = judged.considered.reason;
      if (judged.considered.counts || reason == ApprovalReason::not_an_approval ||
          reason == ApprovalReason::superseded)
        continue;
      codes.emplace(code_of(reason));
    }
    out_.reasons.insert(out_.reasons.end(), codes.begin(), codes.end());
  }

  // Only when approvals matter: an export beside a harmless change stops nothing.
  void add_incomplete() {
    if (out_.requirements.empty()) return;
    const PullRequestFacts& facts = question_.pull_request;
    out_.incomplete = facts.incomplete;
    const ApprovalTarget& target = question_.target;
    if (!facts.repository.empty() && !target.repository.empty() &&
        !same_repository(facts.repository, target.repository))
      out_.incomplete.emplace_back("The exports are of another repository.");
    if (facts.number != 0 && target.number != 0 && facts.number != target.number)
      out_.incomplete.emplace_back("The exports are of another pull request.");
    if (facts.head_commit && !is_of_this_change(*facts.head_commit))
      out_.incomplete.emplace_back("The exports are of a head that this change does not contain.");
  }

  bool is_of_this_change(const ObjectId& commit) const {
    return commit == question_.target.head ||
           std::any_of(question_.commits.begin(), question_.commits.end(),
                       [&](const ChangeCommit& change) { return change.commit.id == commit; });
  }

  void add_limits() {
    if (out_.requirements.empty()) return;
    out_.limits = segregation_.limits;
    bool unsigned_counts = false;
    for (const JudgedApproval& judged : judged_) {
      unsigned_counts |=
          judged.considered.counts && judged.considered.approval.approval_class < ApprovalClass::a3;
    }
    if (unsigned_counts) {
      out_.limits.emplace_back(
          "Review exports are unsigned: they are as good as the job that fetched them.");
      if (!question_.trust.has_list)
        out_.limits.emplace_back(
            "No list names who may approve: owners, members and collaborators count, and their "
            "write access is not proved.");
    }
    if (ambiguous_)
      out_.limits.emplace_back(
          "A login and a signing key that .foureyes/identities.yml does not join may be one person "
          "and were not counted as two.");
    if (question_.trust.approvers_after == 1u)
      out_.limits.emplace_back(
          "After this change one key is left that may approve: the signers can then only be "
          "changed by a signer named outside the repository.");
    add_uncovered_code();
  }

  void add_uncovered_code() {
    std::set<std::string> code;
    for (const ApprovalRequirement& requirement : out_.requirements) {
      if (requirement.bind_tree) continue;
      for (const std::size_t index : requirement.records) {
        if (index >= question_.delta.records.size()) continue;
        const auto& uncovered = question_.delta.records[index].uncovered_code;
        code.insert(uncovered.begin(), uncovered.end());
      }
    }
    if (code.empty()) return;
    out_.limits.push_back(concat("The approval does not cover this code, which widened jobs run: ",
                                 join({code.begin(), code.end()}, ", "), "."));
  }

  const ApprovalQuestion& question_;
  Segregation segregation_;
  std::vector<JudgedApproval> judged_;
  std::vector<bool> contributes_;
  bool ambiguous_ = false;
  ApprovalOutcome out_;
};

std::string insufficient_words(const ApprovalOutcome& outcome) {
  std::vector<std::string> missing;
  for (const ApprovalRequirement& requirement : outcome.requirements) {
    if (requirement.satisfied) continue;
    missing.push_back(concat("the rule ", requirement.rule, " asks for ", requirement.count,
                             requirement.count == 1 ? " approval" : " approvals", " and has ",
                             requirement.approved_by.size()));
  }
  return concat(join(missing, "; "), ".");
}

// The sentence of the first approval that this reason hit.
std::string words_of(std::string_view code, const ApprovalOutcome& outcome) {
  if (code == kInsufficient) return insufficient_words(outcome);
  if (code == kChangesRequested)
    return "An eligible person asks for changes of exactly this delta.";
  if (code == kUnprovable)
    return "Policy asks for proved authorship: sign every commit with a key that allowed_signers "
           "lists for git, or hand in the synchronize event that names who pushed this head.";
  if (code == kLockOut)
    return "The change leaves nobody who may approve; keep one signer for approval@foureyes.dev.";
  for (const ConsideredApproval& considered : outcome.considered) {
    if (code_of(considered.reason) == code && !considered.counts)
      return concat("The approval of ", considered.person, " does not count: ", considered.detail,
                    ".");
  }
  return std::string(code);
}

}  // namespace

ApprovalOutcome decide_approvals(const ApprovalQuestion& question) {
  return Decision(question).take();
}

void add_to_verdict(const ApprovalOutcome& outcome, Verdict& verdict) {
  for (const std::string& code : outcome.reasons) verdict.fail(code, words_of(code, outcome));
  for (const std::string& sentence : outcome.incomplete)
    verdict.incomplete("APPROVALS_INCOMPLETE", sentence);
}

}  // namespace foureyes
