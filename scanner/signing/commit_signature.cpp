#include "signing/commit_signature.h"

#include "base/text.h"
#include "signing/sshsig.h"

namespace foureyes {

CommitSignature check_commit_signature(std::string_view signature, std::string_view payload,
                                       const AllowedSigners& signers, Instant at) {
  CommitSignature result;
  if (trim(signature).empty()) {
    result.detail = "the commit is not signed";
    return result;
  }
  if (!trim(signature).starts_with("-----BEGIN SSH SIGNATURE-----")) {
    result.state = CommitSignatureState::not_ssh;
    result.detail = "the commit is signed with OpenPGP or X.509, which foureyes does not read";
    return result;
  }
  const auto parsed = read_sshsig(signature, "commit signature");
  result.state = CommitSignatureState::invalid;
  if (!parsed) {
    result.detail = parsed.error().what;
    return result;
  }
  result.fingerprint = parsed->fingerprint();
  if (const auto checked = check_sshsig(*parsed, kGitNamespace, payload); !checked) {
    result.detail = checked.error().what;
    return result;
  }
  const SignerMatch match =
      signers.lookup({.key_blob = parsed->key_blob, .name_space = kGitNamespace, .at = at});
  result.state = CommitSignatureState::untrusted;
  result.detail = match.detail;
  if (match.standing != SignerStanding::trusted) return result;
  result.state = CommitSignatureState::trusted;
  result.principals = match.entry->principals;
  return result;
}

}  // namespace foureyes
