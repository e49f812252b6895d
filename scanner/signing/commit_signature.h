// Who signed a commit: the SSH form of git's "gpgsig" header, namespace "git".
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "signing/allowed_signers.h"

namespace foureyes {

enum class CommitSignatureState {
  unsigned_commit,
  not_ssh,  // OpenPGP or X.509: foureyes does not read it
  invalid,
  untrusted,  // it holds, but allowed_signers does not trust the key for "git" at that time
  trusted,
};

struct CommitSignature {
  CommitSignatureState state = CommitSignatureState::unsigned_commit;
  std::string fingerprint;              // of the key; empty when the signature was not read
  std::vector<std::string> principals;  // of the entry that trusts it
  std::string detail;                   // one sentence when it is not trusted
};

// `signature` and `payload` are Commit::signature and Commit::signed_payload.
CommitSignature check_commit_signature(std::string_view signature, std::string_view payload,
                                       const AllowedSigners& signers, Instant at);

}  // namespace foureyes
