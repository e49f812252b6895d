// An approval statement with its signature beside it: class A4.
#pragma once

#include <string>
#include <string_view>

#include "approval/statement.h"
#include "base/result.h"
#include "model/approval.h"
#include "signing/allowed_signers.h"

namespace foureyes {

// Whether a signature is good enough, and if not, why.
struct SignatureCheck {
  ApprovalReason reason = ApprovalReason::ok;  // signature_invalid, key_untrusted, key_expired
  std::string detail;                          // one sentence
  bool ok() const { return reason == ApprovalReason::ok; }
};

struct SignedApproval {
  Approval approval;  // class A4
  ApprovalStatement statement;
  SignatureCheck check;
};

struct SignedStatementFiles {
  std::string_view statement;  // FILE
  std::string_view signature;  // FILE.sig, armored SSHSIG
  std::string_view name;       // of FILE
};

// An error when either file is not what it claims; a signature that does not hold or a key that
// `signers` does not trust for "approval@foureyes.dev" at `as_of` is in the check.
Result<SignedApproval> read_signed_approval(const SignedStatementFiles& files,
                                            const AllowedSigners& signers, Instant as_of);

}  // namespace foureyes
