// An approver's signature over exactly one delta.
#pragma once

#include <optional>
#include <string>

#include "approval/statement.h"
#include "base/instant.h"
#include "input/repository.h"
#include "secrets/rule_set.h"
#include "signing/signer.h"

namespace foureyes {

struct ApproveRequest {
  ObjectId base;
  ObjectId head;
  std::string repository;
  std::string target_ref;
  std::string identity;
  std::optional<Instant> expires;
  std::string tool_version;
};

struct SignedStatement {
  ApprovalStatement statement;
  std::string text;       // canonical JSON: the bytes that are signed
  std::string signature;  // armored SSHSIG
};

// What the approver would sign, without the credentials that `rules` find in its words. An error of
// kind `unavailable` when head and base conflict.
Result<ApprovalStatement> approval_statement(const ApproveRequest& request,
                                             const Repository& repository, const RuleSet& rules);
Result<SignedStatement> sign_approval(ApprovalStatement statement, Signer& signer);

}  // namespace foureyes
