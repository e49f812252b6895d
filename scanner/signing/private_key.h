// Private keys in files: OpenSSH's own form (PROTOCOL.key) and PKCS#8 PEM (RFC 5958), unencrypted.
// Key bytes never leave this module and are overwritten when the signer goes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "signing/signer.h"

namespace foureyes {

// Refuses a file that its group or others can read or write, encrypted keys (use ssh-agent), RSA.
Result<std::unique_ptr<Signer>> read_private_key_file(const std::string& path);

// The same without the file. `name` is what errors call it; errors never quote the text.
Result<std::unique_ptr<Signer>> read_private_key(std::string_view text, std::string_view name);

// Ed25519 from its 32-byte seed: deterministic keys for demonstrations and tests.
Result<std::unique_ptr<Signer>> ed25519_signer_from_seed(std::string_view seed);
// The OpenSSH file of such a key (for demonstrations and tests).
Result<std::string> ed25519_openssh_file(std::string_view seed, std::string_view comment);

}  // namespace foureyes
