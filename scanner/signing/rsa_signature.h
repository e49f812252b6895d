// RSA, for reading only: people sign git commits with RSA keys. Nothing of ours signs with it.
#pragma once

#include <string_view>

#include "base/result.h"

namespace foureyes {

struct RsaSignature {
  std::string_view key_blob;        // RFC 4253, section 6.6: "ssh-rsa", mpint e, mpint n
  std::string_view signature_type;  // "rsa-sha2-256" or "rsa-sha2-512" (RFC 8332)
  std::string_view message;
  std::string_view signature;
};

// False when it does not match. An error: SHA-1 ("ssh-rsa"), a modulus outside 2048..16384 bits.
Result<bool> rsa_signature_matches(const RsaSignature& input);

}  // namespace foureyes
