// The identity of a finding: H(rule id, content identity, occurrence). It names no path, line,
// commit or author, so moved lines, renames and rebases keep it.
//
// The content identity must not let a reader of a ticket brute-force a short password: with a
// fingerprint key it is an HMAC of the value, without one a digest of the masked line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/secret_text.h"

namespace foureyes {

struct FingerprintInput {
  std::string_view rule_id;
  const SecretText& secret;
  std::string_view masked_line;
  std::uint32_t occurrence = 0;
};

// `key` is the content of .foureyes/fingerprint.key of the base, or empty. 64 hex digits.
std::string fingerprint(const FingerprintInput& input, std::string_view key);

}  // namespace foureyes
