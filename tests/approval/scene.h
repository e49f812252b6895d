// A change and its approvals, ready to be decided; each test bends one thing. The people: alice
// wrote the commits, bob and carol may approve.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "approval/decide.h"
#include "base/digest.h"
#include "support/catch.h"

namespace foureyes {

inline ObjectId object_named(std::string_view name) { return *ObjectId::parse(sha1_hex(name)); }

inline Commit commit_by(std::string_view email) {
  const Signature hand{"someone", std::string(email), {}};
  return {.id = object_named("head"),
          .tree = object_named("tree"),
          .parents = {},
          .author = hand,
          .committer = hand,
          .message = {},
          .signature = {},
          .signed_payload = {}};
}

inline KnownIdentity human(const std::string& id) {
  return {.id = id,
          .kind = IdentityKind::human,
          .logins = {id + "-gh"},
          .emails = {id + "@example.com"},
          .keys = {"SHA256:" + id}};
}

struct Scene {
  Delta delta;
  std::vector<ApprovalRequirement> requirements{1};
  std::vector<CandidateApproval> approvals;
  std::vector<ChangeCommit> commits;
  PullRequestFacts pull_request;
  IdentityMap identities;
  AllowedSigners signers;
  TrustContext trust;
  ApprovalTarget target{.repository = "https://github.com/example/ledger",
                        .ref = "refs/heads/main",
                        .number = 7,
                        .head = object_named("head"),
                        .result_tree = "result-tree"};
  Authorship authorship = Authorship::asserted;
  Instant as_of = *parse_instant("2026-03-01");

  Scene() {
    delta.semantic_digest = "the-delta";
    requirements.front().rule = "default";
    identities.people = {human("alice"), human("bob"), human("carol")};
    trust.has_list = true;
    commits.push_back({.commit = commit_by("alice@example.com"),
                       .only_records_approvals = false,
                       .signer_fingerprint = {},
                       .signer_principal = {}});
  }

  ApprovalOutcome decide() const {
    const PeopleDirectory people(identities, signers);
    return decide_approvals({.delta = delta,
                             .requirements = requirements,
                             .approvals = approvals,
                             .commits = commits,
                             .pull_request = pull_request,
                             .people = people,
                             .trust = trust,
                             .target = target,
                             .authorship = authorship,
                             .as_of = as_of});
  }
  bool passes() const { return decide().satisfied; }
  // The reason of the approval added last.
  ApprovalReason last_reason() const { return decide().considered.back().reason; }
};

inline CandidateApproval review_by(const std::string& login) {
  CandidateApproval candidate;
  candidate.approval.approval_class = ApprovalClass::a2;
  candidate.approval.decision = ApprovalDecision::approved;
  candidate.approval.approver = login;
  candidate.approval.identity_kind = IdentityKind::human;
  candidate.approval.association = "MEMBER";
  candidate.approval.commit = object_named("head");
  candidate.approval.repository = "github.com/example/ledger";
  candidate.approval.target_ref = "refs/heads/main";
  candidate.approval.asserted_at = parse_instant("2026-02-01");
  candidate.binding.delta_digest = "the-delta";
  candidate.binding.result_tree = "result-tree";
  return candidate;
}

inline CandidateApproval review_at(const std::string& login, ApprovalDecision decision,
                                   std::string_view time) {
  CandidateApproval candidate = review_by(login);
  candidate.approval.decision = decision;
  candidate.approval.asserted_at = parse_instant(time);
  return candidate;
}

inline CandidateApproval statement_by(const std::string& person) {
  CandidateApproval candidate = review_by(person + "@example.com");
  candidate.approval.approval_class = ApprovalClass::a4;
  candidate.approval.identity_kind = IdentityKind::unknown;
  candidate.approval.key_fingerprint = "SHA256:" + person;
  candidate.approval.asserted_at.reset();
  candidate.approval.repository = "https://github.com/example/ledger";
  candidate.approval.delta_digest = "the-delta";
  candidate.approval.head_tree = "result-tree";
  candidate.binding.delta_digest.clear();
  return candidate;
}

inline bool has_limit(const ApprovalOutcome& outcome, std::string_view words) {
  return std::any_of(outcome.limits.begin(), outcome.limits.end(), [&](const std::string& limit) {
    return limit.find(words) != std::string::npos;
  });
}

inline bool has_reason(const ApprovalOutcome& outcome, std::string_view code) {
  return std::count(outcome.reasons.begin(), outcome.reasons.end(), code) == 1;
}

}  // namespace foureyes
