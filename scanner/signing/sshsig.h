// SSHSIG (OpenSSH, PROTOCOL.sshsig): what `ssh-keygen -Y sign` writes and `-Y verify` reads.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "signing/signer.h"

namespace foureyes {

inline constexpr std::string_view kApprovalNamespace = "approval@foureyes.dev";
inline constexpr std::string_view kEvidenceNamespace = "evidence@foureyes.dev";
inline constexpr std::string_view kGitNamespace = "git";

// A parsed signature, not yet checked. The key types of public_key.h and, so that git's signed
// commits can be checked, RSA.
struct SshSignature {
  std::string key_type;
  std::string key_blob;
  std::string name_space;
  std::string hash_algorithm;  // "sha256" or "sha512"
  std::string signature_type;  // "ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", ...
  std::string signature;       // as the blob carries it
  std::string fingerprint() const;
};

// Armored, sha512, one newline at the end.
Result<std::string> make_sshsig(Signer& signer, std::string_view name_space,
                                std::string_view message);

// `name` is what errors call it.
Result<SshSignature> read_sshsig(std::string_view armored, std::string_view name);

// An error says why it does not hold: another namespace, another message, an unsupported key.
// Whether the key is trusted is another question: allowed_signers.h.
Result<void> check_sshsig(const SshSignature& signature, std::string_view name_space,
                          std::string_view message);

}  // namespace foureyes
