// Decides whether the right people approved exactly this delta. A pure function: everything that
// needs git, files or keys was looked up before and is in its input.
//
// How it goes: who is excluded (segregation), which act of each person is their last, why each
// approval counts or does not, which requirement is satisfied by whom, what that does not prove.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "approval/people.h"
#include "approval/signed_statement.h"
#include "approval/sources.h"
#include "base/instant.h"
#include "config/policy.h"
#include "model/approval.h"
#include "model/commit.h"
#include "model/delta.h"
#include "model/verdict.h"

namespace foureyes {

// What the pipeline looked up for one approval.
struct BindingFacts {
  // The semantic digest of the delta from base to the approved commit merged into it; empty when
  // the commit is not in the repository. Not asked of signed statements, which name theirs.
  std::string delta_digest;
  // The tree of that merge, without .foureyes/approvals/. Statements: Approval::head_tree counts.
  std::string result_tree;
  // The statement or the reviewed commit is already reachable from base: a replay.
  bool consumed = false;
  SignatureCheck signature;  // signed statements only
  // The key is in a file outside the repository: the external root of threats P0-12.
  bool external_root = false;
};

// The rule of config/policy.h for changes of the gate itself: two people, or one external root.
inline constexpr std::string_view kTrustRule = "policy-change";

struct CandidateApproval {
  Approval approval;
  BindingFacts binding;
};

// A commit between base and head.
struct ChangeCommit {
  Commit commit;
  // Touches nothing but .foureyes/approvals/: makes nobody an author.
  bool only_records_approvals = false;
  // A good signature by a key that allowed_signers trusts for "git"; else empty.
  std::string signer_fingerprint;
  std::string signer_principal;
};

struct ApprovalTarget {
  std::string repository;    // as Change::repository
  std::string ref;           // "refs/heads/main"
  std::uint64_t number = 0;  // of the pull request, 0 when unknown
  ObjectId head;
  std::string result_tree;  // without .foureyes/approvals/
};

// Where trust comes from (threats P0-8, P0-12).
struct TrustContext {
  // People who may approve are listed: an identity map with a human in it, or signers for
  // "approval@foureyes.dev".
  bool has_list = false;
  // changes_trust of trust.h.
  bool changes_trust = false;
  // How many keys may approve after the change; absent when it does not touch signers that base
  // has.
  std::optional<std::size_t> approvers_after;
};

struct ApprovalQuestion {
  const Delta& delta;
  // approval_requirements (config/policy.h). Empty: nothing to approve.
  std::vector<ApprovalRequirement> requirements;
  std::vector<CandidateApproval> approvals;
  std::vector<ChangeCommit> commits;
  const PullRequestFacts& pull_request;
  const PeopleDirectory& people;
  TrustContext trust;
  ApprovalTarget target;
  Authorship authorship = Authorship::asserted;
  Instant as_of;
};

ApprovalOutcome decide_approvals(const ApprovalQuestion& question);

// The outcome's reasons as reasons of the verdict: missing pages make it incomplete, the others
// fail it.
void add_to_verdict(const ApprovalOutcome& outcome, Verdict& verdict);

}  // namespace foureyes
