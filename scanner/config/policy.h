// .foureyes.yml: what the gate asks for. Without the file everything has its default, which is the
// safe one. A wrong key, type or value is an error with line, column and the right keys; nothing is
// ignored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/approval.h"
#include "model/delta.h"
#include "model/notice.h"
#include "model/rule_info.h"

namespace foureyes {

// The token of a CI job that names no permissions: a setting of the organisation or repository.
enum class DefaultToken { unknown, permissive, restricted };
// asserted: what commits say passes, with the limit stated. proved: every commit signed by a
// trusted key, or a pusher named by an export of this head.
enum class Authorship { asserted, proved };
enum class ApprovalBinding { delta, tree };
enum class InlineMarks { ignored, honoured };

std::string_view name_of(DefaultToken token);
bool parse_default_token(std::string_view name, DefaultToken& token);
std::string_view name_of(Authorship authorship);
std::string_view name_of(ApprovalBinding binding);
std::string_view name_of(InlineMarks marks);

// approvals: an entry that asks for more (or less) than the default. The first that matches a
// record wins; an empty list matches everything. Changes of the gate itself match only rules that
// name their kind.
struct ApprovalRule {
  std::string name;
  std::vector<Plane> planes;
  std::vector<std::string> kinds;     // DeltaRecord::kind
  std::vector<Direction> directions;  // empty: widened, mixed and unknown
  std::vector<std::string> paths;     // path patterns over the record's sources
  std::size_t count = 1;
  ApprovalClass least_class = ApprovalClass::a2;
  std::vector<std::string> from;        // people or groups
  std::optional<ApprovalBinding> bind;  // absent: Policy::bind
};

struct ApprovalGroup {
  std::string name;
  std::vector<std::string> people;
};

// accept_incomplete: a reason that may not stop the gate for these paths, and why.
struct AcceptedNotice {
  NoticeReason reason = NoticeReason::too_large;
  std::vector<std::string> paths;
  std::string why;
};

// max_grants: what the subjects may hold at most, whoever approves more. Texts are patterns with *
// and ?; an empty list stands for everything.
struct AllowedGrant {
  std::vector<Plane> planes;
  std::vector<std::string> kinds;  // Grant::kind
  std::vector<std::string> actions;
  std::vector<std::string> resources;
};
struct GrantCeiling {
  std::string name;
  std::vector<std::string> subjects;  // ".github/workflows/payroll.yml#reconcile"
  std::vector<AllowedGrant> may;
};

struct Policy {
  std::string repository;  // "git+https://..."; "" when the file names none
  ApprovalBinding bind = ApprovalBinding::delta;
  DefaultToken default_token = DefaultToken::unknown;
  Authorship authorship = Authorship::asserted;
  std::vector<ApprovalRule> approvals;
  std::vector<ApprovalGroup> groups;
  std::vector<AcceptedNotice> accept_incomplete;
  std::vector<GrantCeiling> max_grants;
  Confidence fail_on =
      Confidence::medium;  // scan.fail_on: credentials of at least this confidence fail
  std::optional<std::uint64_t> max_file_bytes;  // scan.max_file_bytes
  InlineMarks inline_marks = InlineMarks::ignored;
  // waivers.max_days: a waiver that is given for longer covers nothing.
  std::uint32_t waiver_max_days = 365;
};

// `name` is what errors call it. An empty document is the default policy.
Result<Policy> read_policy(std::string_view text, std::string_view name);

// The requirement for each record that needs approval (widened, mixed or unknown, and what a rule
// names), grouped by rule in policy order; unsatisfied. A record that moved is judged at both of
// its paths and may be in two requirements. Built in, after the file's own rules: "policy-change":
// changes of the gate itself (kinds policy, signers, identities, waivers, gate-workflow that base
// already has: threats P0-12) need two people; "default": all else needs one of class A2. People of
// groups are spelt out in `from`, sorted.
std::vector<ApprovalRequirement> approval_requirements(const Policy& policy, const Delta& delta);

// The entry that accepts the notice, or nullptr.
const AcceptedNotice* accepting_entry(const Policy& policy, const Notice& notice);

}  // namespace foureyes
