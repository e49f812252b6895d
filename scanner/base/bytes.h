// Text encodings of bytes. Decoders are strict: what they accept encodes back to the same text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace foureyes {

std::string hex_encode(std::string_view bytes);  // lower case
std::optional<std::string> hex_decode(std::string_view text);

// RFC 4648, section 4, with padding, no line breaks.
std::string base64_encode(std::string_view bytes);
std::optional<std::string> base64_decode(std::string_view text);
// RFC 4648, section 5, without padding (JWT).
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace foureyes
