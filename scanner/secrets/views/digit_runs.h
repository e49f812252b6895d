// Stretches of base64 (RFC 4648, sections 4 and 5; also over several lines of one length, as MIME,
// PEM, YAML and `base64` break it) and of hex.
#pragma once

#include <string_view>

#include "secrets/views/escapes.h"

namespace foureyes {

// The fewest digits worth decoding: 12 bytes of base64, 16 of hex.
inline constexpr std::size_t kLeastBase64Digits = 16;
inline constexpr std::size_t kLeastHexDigits = 32;
// The fewest digits of a line that the next one continues.
inline constexpr std::size_t kLeastWrappedDigits = 48;

// Of either alphabet.
bool is_base64_digit(char c);

// Whether encoded text may go on from the line before `at` to the one that starts there.
bool is_within_wrapped_block(std::string_view text, std::size_t at);

// Visits, by position, each run in `range` that decodes to a text or to a known container
// (container.h). What does not costs a few digits, so a digest or a picture is passed over quickly.
void find_digit_runs(std::string_view text, ByteRange range, const VisitRun& visit);

}  // namespace foureyes
