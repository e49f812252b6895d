// The two forms of one signature: raw, as DSSE and OpenSSL have it (public_key.h), and SSH's
// (RFC 8709, section 6; RFC 5656, section 3.1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "signing/public_key.h"

namespace foureyes {

// string type, string signature.
std::string ssh_signature_of(KeyType type, std::string_view raw);

// `inner` is the second string of the SSH form. nullopt when it is none of this type.
std::optional<std::string> raw_signature_of(KeyType type, std::string_view inner);

}  // namespace foureyes
