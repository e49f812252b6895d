// The checks stand in the order in which a reader would ask: is it real, is it of this place, is
// this person allowed, is it their last word, is it of this delta.
#include "approval/eligibility.h"

#include <limits>
#include <map>
#include <tuple>

#include "approval/repository_name.h"
#include "base/display_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

struct Objection {
  ApprovalReason reason = ApprovalReason::ok;
  std::string detail;
};

bool is_signed(const Approval& approval) { return approval.approval_class == ApprovalClass::a4; }

// Without a time an approval is taken for old and a refusal for new, so that doubt never passes.
auto order_of(const Approval& approval) {
  const bool approves = approval.decision == ApprovalDecision::approved;
  const Instant unknown{approves ? std::numeric_limits<std::int64_t>::min()
                                 : std::numeric_limits<std::int64_t>::max()};
  return std::make_tuple(approval.asserted_at.value_or(unknown), approval.sequence, !approves);
}

class Judge {
 public:
  Judge(const ApprovalQuestion& question, const Segregation& segregation)
      : question_(question), segregation_(segregation) {}

  std::vector<JudgedApproval> take() {
    std::vector<JudgedApproval> judged;
    for (const CandidateApproval& candidate : question_.approvals) {
      judged.push_back(identify(candidate));
      note_last_act(judged.size() - 1, judged.back());
    }
    for (std::size_t i = 0; i < judged.size(); ++i) judge(i, judged[i]);
    return judged;
  }

 private:
  JudgedApproval identify(const CandidateApproval& candidate) const {
    const Approval& approval = candidate.approval;
    const ResolvedPerson person =
        is_signed(approval) ? question_.people.by_key(approval.key_fingerprint, approval.approver)
                            : question_.people.by_login(approval.approver);
    JudgedApproval judged;
    judged.considered.approval = approval;
    judged.considered.person = person.person;
    judged.external_root = candidate.binding.external_root && candidate.binding.signature.ok();
    const std::string& tree =
        is_signed(approval) ? approval.head_tree : candidate.binding.result_tree;
    judged.tree_matches = !tree.empty() && tree == question_.target.result_tree;
    return judged;
  }

  // Acts at the forge replace each other; a signed statement stands on its own. An act on another
  // pull request replaces nothing here.
  void note_last_act(std::size_t index, const JudgedApproval& judged) {
    const Approval& approval = judged.considered.approval;
    if (is_signed(approval) || approval.decision == ApprovalDecision::commented) return;
    if (of_another_place(approval).reason != ApprovalReason::ok) return;
    const auto [place, is_new] = last_act_.try_emplace(judged.considered.person, index);
    const Approval& known = question_.approvals[place->second].approval;
    if (!is_new && order_of(known) <= order_of(approval)) place->second = index;
  }

  void judge(std::size_t index, JudgedApproval& judged) const {
    const CandidateApproval& candidate = question_.approvals[index];
    Objection objection = of_source(candidate);
    if (objection.reason == ApprovalReason::ok) objection = of_person(judged.considered);
    if (objection.reason == ApprovalReason::ok) objection = of_last_act(index, judged);
    const bool asks_for_changes =
        objection.reason == ApprovalReason::not_an_approval &&
        candidate.approval.decision == ApprovalDecision::changes_requested;
    if (asks_for_changes) judged.refuses = of_delta(candidate).reason == ApprovalReason::ok;
    if (objection.reason == ApprovalReason::ok) objection = of_delta(candidate);
    judged.considered.reason = objection.reason;
    judged.considered.detail = std::move(objection.detail);
    judged.considered.counts = objection.reason == ApprovalReason::ok;
  }

  Objection of_source(const CandidateApproval& candidate) const {
    const Approval& approval = candidate.approval;
    if (approval.approval_class == ApprovalClass::a0)
      return {ApprovalReason::class_too_low, "a claim that nothing supports never counts"};
    if (is_signed(approval) && !candidate.binding.signature.ok())
      return {candidate.binding.signature.reason, candidate.binding.signature.detail};
    if (Objection place = of_another_place(approval); place.reason != ApprovalReason::ok)
      return place;
    if (approval.expires && question_.as_of >= *approval.expires)
      return {ApprovalReason::expired, concat("it expired at ", approval.expires->rfc3339())};
    if (candidate.binding.consumed)
      return {ApprovalReason::consumed, "it is already part of the target: it was used once"};
    return {};
  }

  // A statement must name this place; an export that names none is taken for this one's.
  Objection of_another_place(const Approval& approval) const {
    const ApprovalTarget& target = question_.target;
    const bool must_name = is_signed(approval);
    const bool names_repository = !approval.repository.empty() && !target.repository.empty();
    if ((must_name || names_repository) &&
        !same_repository(approval.repository, target.repository)) {
      return {ApprovalReason::other_repository, concat("it is of ", shown(approval.repository),
                                                       ", not of ", shown(target.repository))};
    }
    const bool names_ref = !approval.target_ref.empty() && !target.ref.empty();
    if ((must_name || names_ref) && approval.target_ref != target.ref) {
      return {ApprovalReason::other_target,
              concat("it is for ", shown(approval.target_ref), ", not for ", shown(target.ref))};
    }
    return {};
  }

  Objection of_person(const ConsideredApproval& considered) const {
    const Approval& approval = considered.approval;
    const ResolvedPerson person =
        is_signed(approval) ? question_.people.by_key(approval.key_fingerprint, approval.approver)
                            : question_.people.by_login(approval.approver);
    if (approval.approver.empty())
      return {ApprovalReason::not_eligible, "the account that gave it no longer exists"};
    for (const IdentityKind kind : {person.kind, approval.identity_kind}) {
      if (kind != IdentityKind::human && kind != IdentityKind::unknown)
        return {ApprovalReason::not_human, concat("a ", name_of(kind), " approves nothing")};
    }
    const std::string_view part = segregation_.part_of(person.person, approval.approver);
    if (!part.empty()) return {ApprovalReason::self, concat("this person is the change's ", part)};
    return of_standing(approval, person);
  }

  // Whether this person may approve at all (threats P0-8). A signer's key was checked already.
  Objection of_standing(const Approval& approval, const ResolvedPerson& person) const {
    if (is_signed(approval)) return {};
    if (question_.trust.has_list) {
      if (person.in_map) return {};
      return {ApprovalReason::not_eligible,
              "the login is not in .foureyes/identities.yml of the target"};
    }
    for (const std::string_view association : {"OWNER", "MEMBER", "COLLABORATOR"}) {
      if (approval.association == association) return {};
    }
    return {ApprovalReason::not_eligible,
            "the account is neither owner, member nor collaborator of the repository"};
  }

  Objection of_last_act(std::size_t index, const JudgedApproval& judged) const {
    const Approval& approval = judged.considered.approval;
    if (approval.decision == ApprovalDecision::commented)
      return {ApprovalReason::not_an_approval, "a comment approves nothing"};
    const bool replaced = !is_signed(approval) && last_act_.at(judged.considered.person) != index;
    if (replaced) return {ApprovalReason::superseded, "the same person acted later"};
    if (approval.decision == ApprovalDecision::changes_requested)
      return {ApprovalReason::not_an_approval, "this person asks for changes"};
    if (approval.decision == ApprovalDecision::dismissed)
      return {ApprovalReason::dismissed,
              "the review was dismissed; an earlier one does not revive"};
    return {};
  }

  Objection of_delta(const CandidateApproval& candidate) const {
    const Approval& approval = candidate.approval;
    const std::string& digest =
        is_signed(approval) ? approval.delta_digest : candidate.binding.delta_digest;
    if (!approval.commit && !is_signed(approval))
      return {ApprovalReason::unbound, "it names no commit"};
    if (digest.empty()) {
      return {ApprovalReason::unbound,
              concat("the approved commit ", approval.commit->hex(), " is not in the repository")};
    }
    if (digest == question_.delta.semantic_digest) return {};
    return {ApprovalReason::stale, "it was given for another privilege delta"};
  }

  static std::string shown(std::string_view name) {
    return name.empty() ? "a place without a name" : plain_text(name);
  }

  const ApprovalQuestion& question_;
  const Segregation& segregation_;
  std::map<std::string, std::size_t, std::less<>> last_act_;
};

}  // namespace

std::vector<JudgedApproval> judge_approvals(const ApprovalQuestion& question,
                                            const Segregation& segregation) {
  return Judge(question, segregation).take();
}

}  // namespace foureyes
