// A stretch of a text that encodes something, decoded, with the way back to where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_position.h"

namespace foureyes {

enum class Encoding : std::uint8_t { base64, hex, percent, escape };

// For people: "base64", "percent-encoding".
std::string_view name_of(Encoding encoding);

// An offset of the text and how many units of the encoding stand before it. A unit is a digit of
// base64 or hex, a decoded byte otherwise. Between two marks of base64 and hex the digits stand
// side by side.
struct SourceMark {
  std::size_t unit = 0;
  std::size_t source = 0;
};

struct DecodedRun {
  Encoding encoding = Encoding::base64;
  ByteRange source;  // in the text
  std::string bytes;
  std::vector<SourceMark> marks;  // at least one
};

// Where the bytes [decoded) stand in the text, rounded to whole units. `marks` are the run's.
ByteRange source_of(std::string_view text, Encoding encoding, const SourceMark* marks,
                    std::size_t mark_count, ByteRange decoded);

}  // namespace foureyes
