#include "approval/signed_statement.h"

#include "base/text.h"
#include "signing/sshsig.h"

namespace foureyes {
namespace {

SignatureCheck check_signature(const SshSignature& signature, const SignedStatementFiles& files,
                               const SignerQuery& query, const AllowedSigners& signers) {
  const auto holds = check_sshsig(signature, kApprovalNamespace, files.statement);
  if (!holds) return {ApprovalReason::signature_invalid, holds.error().what};
  const SignerMatch match = signers.lookup(query);
  switch (match.standing) {
    case SignerStanding::trusted:
      return {ApprovalReason::ok, match.detail};
    case SignerStanding::expired:
    case SignerStanding::not_yet_valid:
      return {ApprovalReason::key_expired, match.detail};
    default:
      return {ApprovalReason::key_untrusted, match.detail};
  }
}

Approval approval_of(const ApprovalStatement& statement, std::string_view name,
                     std::string_view fingerprint) {
  Approval approval;
  approval.approval_class = ApprovalClass::a4;
  approval.decision = ApprovalDecision::approved;
  approval.source = name;
  approval.approver = statement.identity;
  approval.key_fingerprint = fingerprint;
  approval.commit = statement.head;
  approval.repository = statement.repository;
  approval.target_ref = statement.target_ref;
  approval.base = statement.base;
  approval.head_tree = statement.result_tree.hex();
  approval.delta_digest = statement.delta_digest;
  approval.expires = statement.expires;
  return approval;
}

}  // namespace

Result<SignedApproval> read_signed_approval(const SignedStatementFiles& files,
                                            const AllowedSigners& signers, Instant as_of) {
  TRY_ASSIGN(ApprovalStatement statement, parse_approval_statement(files.statement, files.name));
  const std::string signature_name = concat(files.name, ".sig");
  TRY_ASSIGN(const SshSignature signature, read_sshsig(files.signature, signature_name));
  SignatureCheck check = check_signature(signature, files,
                                         {.key_blob = signature.key_blob,
                                          .name_space = kApprovalNamespace,
                                          .principal = statement.identity,
                                          .at = as_of},
                                         signers);
  Approval approval = approval_of(statement, files.name, signature.fingerprint());
  return SignedApproval{std::move(approval), std::move(statement), std::move(check)};
}

}  // namespace foureyes
