// One step of UTF-8 (RFC 3629), shared by everything that walks text character by character.
#pragma once

#include <cstddef>
#include <string_view>

namespace foureyes {

struct Utf8Step {
  char32_t code_point = 0;  // U+FFFD for an invalid part
  std::size_t length = 0;   // bytes, at least 1
  bool valid = false;
};

// The character at `at`, which must be below text.size(). An invalid part is as long as the longest
// prefix of a valid character (Unicode 15, 3.9 "maximal subpart"), at least one byte.
Utf8Step utf8_step(std::string_view text, std::size_t at);

// Offset of the first invalid byte, or npos.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace foureyes
