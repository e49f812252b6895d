// The statement that an approver signs: an in-toto Statement v1 that says, in words too, what is
// approved. Whoever approves sees what they sign; what it does not name it does not cover.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "model/delta.h"
#include "model/object_id.h"

namespace foureyes {

inline constexpr std::string_view kApprovalPredicate = "https://foureyes.dev/approval/v1";

struct ApprovalStatement {
  std::string repository;  // as Change::repository, "" when unknown
  std::string target_ref;  // "refs/heads/main"
  ObjectId base;
  ObjectId head;
  ObjectId head_tree;
  // Of head merged into base, without .foureyes/approvals/: what `bind: tree` compares.
  ObjectId result_tree;
  std::string delta_digest;  // Delta::semantic_digest
  Direction direction = Direction::equivalent;
  std::vector<std::string> sentences;  // of the delta's records, as plain_text
  std::vector<std::string> uncovered;  // code that widened jobs run and that this does not cover
  std::string identity;                // who the approver says to be
  std::optional<Instant> expires;
  std::string tool_version;
};

// Canonical JSON (RFC 8785), no newline: the bytes that are signed.
std::string approval_statement_text(const ApprovalStatement& statement);

// Strict: exactly the members above, exactly the canonical bytes. `name` is what errors call it.
Result<ApprovalStatement> parse_approval_statement(std::string_view text, std::string_view name);

// Whether a text looks like one (a file of .foureyes/approvals/ or of --approvals).
bool is_approval_statement(std::string_view text);

}  // namespace foureyes
