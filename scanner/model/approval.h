// Approvals: what was handed in, what it is bound to, and why it counts or does not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "model/object_id.h"

namespace foureyes {

// A4 own signature over the delta statement · A3 forge-signed · A2 raw review export with a commit
// · A1 export without a commit · A0 a claim (never counts).
enum class ApprovalClass { a0, a1, a2, a3, a4 };
enum class ApprovalDecision { approved, changes_requested, dismissed, commented };
enum class IdentityKind { human, bot, agent, service, unknown };

std::string_view name_of(ApprovalClass approval_class);  // "A4"
std::string_view name_of(ApprovalDecision decision);
std::string_view name_of(IdentityKind kind);
bool parse_approval_class(std::string_view name, ApprovalClass& approval_class);
bool parse_identity_kind(std::string_view name, IdentityKind& kind);

// One act of one approver, as its source states it.
struct Approval {
  ApprovalClass approval_class = ApprovalClass::a0;
  ApprovalDecision decision = ApprovalDecision::commented;
  std::string source;           // name of the input: "reviews.json", ".foureyes/approvals/x.json"
  std::string approver;         // login, or the principal of allowed_signers
  std::string key_fingerprint;  // "SHA256:..." for signatures
  IdentityKind identity_kind = IdentityKind::unknown;
  std::string association;  // GitHub: OWNER, MEMBER, COLLABORATOR, ...
  std::optional<Instant> asserted_at;
  std::uint64_t sequence = 0;  // order within its source: the later act of a person wins
  // What it is bound to; what a source does not state is empty.
  std::optional<ObjectId> commit;  // the commit that the reviewer saw
  std::string repository;
  std::string target_ref;
  std::optional<ObjectId> base;
  std::string head_tree;     // of the result that was judged
  std::string delta_digest;  // semantic
  std::optional<Instant> expires;
};

// Why an approval counts or not: stable codes in reports and evidence.
enum class ApprovalReason {
  ok,
  not_an_approval,  // commented, changes requested
  superseded,       // the same person acted later
  dismissed,
  unbound,  // APPROVAL_UNBOUND: no commit, no digest
  stale,    // APPROVAL_STALE: another delta, or another tree where policy binds it
  expired,
  consumed,  // already reachable from base: a replay
  other_repository,
  other_target,
  self,          // APPROVAL_SELF: author, committer, co-author, opener or pusher
  not_human,     // APPROVER_IS_NHI
  not_eligible,  // APPROVER_NOT_ELIGIBLE
  signature_invalid,
  key_untrusted,
  key_expired,
  class_too_low,
};

std::string_view code_of(ApprovalReason reason);

struct ConsideredApproval {
  Approval approval;
  std::string person;  // after the identity map
  bool counts = false;
  ApprovalReason reason = ApprovalReason::ok;
  std::string detail;  // one sentence
};

// One requirement of policy and how it stands.
struct ApprovalRequirement {
  std::string rule;  // name of the policy rule: "default", "policy-change"
  std::size_t count = 1;
  ApprovalClass least_class = ApprovalClass::a2;
  std::vector<std::string> from;  // groups or people; empty: anyone eligible
  bool bind_tree = false;
  std::vector<std::size_t> records;      // indexes into Delta::records
  std::vector<std::string> approved_by;  // people whose approval counts here
  bool satisfied = false;
};

struct ApprovalOutcome {
  std::vector<ApprovalRequirement> requirements;
  std::vector<ConsideredApproval> considered;  // in input order
  std::vector<std::string> excluded_people;    // authors, committers, co-authors, opener, pusher
  std::vector<std::string> limits;             // what this does not prove, in sentences
  bool segregation_provable = true;
  std::vector<std::string> reasons;     // codes for the verdict: "INSUFFICIENT_APPROVALS", ...
  std::vector<std::string> incomplete;  // why the exports cannot be relied on, in sentences
  bool satisfied = false;
};

}  // namespace foureyes
