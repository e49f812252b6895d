#include "pipeline/approve.h"

#include <algorithm>

#include "base/display_text.h"
#include "pipeline/change.h"
#include "pipeline/gate_configuration.h"
#include "pipeline/redact_report.h"
#include "privilege/delta.h"
#include "signing/sshsig.h"

namespace foureyes {
namespace {

void describe(const Delta& delta, ApprovalStatement& statement) {
  statement.delta_digest = delta.semantic_digest;
  statement.direction = delta.direction;
  for (const DeltaRecord& record : delta.records) {
    statement.sentences.push_back(plain_text(record.sentence));
    for (const std::string& code : record.uncovered_code) {
      statement.uncovered.push_back(plain_text(code));
    }
  }
  std::sort(statement.uncovered.begin(), statement.uncovered.end());
  statement.uncovered.erase(std::unique(statement.uncovered.begin(), statement.uncovered.end()),
                            statement.uncovered.end());
}

Result<ObjectId> object_id(const std::string& hex) {
  const auto id = ObjectId::parse(hex);
  if (!id) return failure({"that is no object id", hex});
  return *id;
}

}  // namespace

Result<ApprovalStatement> approval_statement(const ApproveRequest& request,
                                             const Repository& repository, const RuleSet& rules) {
  TRY_ASSIGN(const auto base_tree, repository.tree(request.base));
  TRY_ASSIGN(const GateConfiguration configuration,
             read_gate_configuration({*base_tree, request.base.hex(), {}, {}}));
  const std::string& named = configuration.policy.repository;
  TRY_ASSIGN(const JudgedChange judged,
             judge_change(repository,
                          {request.base, request.head, named.empty() ? request.repository : named,
                           request.target_ref, ""}));
  if (!judged.conflicts.empty()) {
    return failure({"head conflicts with base: there is no result to approve",
                    judged.conflicts.front(), "Merge or rebase first.", ErrorKind::unavailable});
  }
  TRY_ASSIGN(const ObjectId result, object_id(judged.change.result_tree));
  TRY_ASSIGN(const auto result_tree, repository.tree(result));
  PrivilegeOptions options;
  options.default_token = configuration.policy.default_token;
  TRY_ASSIGN(const Delta delta, privilege_delta(*base_tree, *result_tree, options));
  TRY_ASSIGN(const ObjectId head_tree, object_id(judged.change.head_tree));
  TRY_ASSIGN(const ObjectId approved_tree, object_id(tree_without_approvals(*result_tree)));

  ApprovalStatement statement{judged.change.repository,
                              request.target_ref,
                              request.base,
                              request.head,
                              head_tree,
                              approved_tree};
  describe(delta, statement);
  TRY_ASSIGN(Redactor redactor, Redactor::make(rules));
  redact(statement, redactor);
  statement.identity = request.identity;
  statement.expires = request.expires;
  statement.tool_version = request.tool_version;
  return statement;
}

Result<SignedStatement> sign_approval(ApprovalStatement statement, Signer& signer) {
  std::string text = approval_statement_text(statement);
  TRY_ASSIGN(std::string signature, make_sshsig(signer, kApprovalNamespace, text));
  return SignedStatement{std::move(statement), std::move(text), std::move(signature)};
}

}  // namespace foureyes
