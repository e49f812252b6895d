// Whether bytes read as text. What is decoded on suspicion is scanned only when its bytes do, so
// that neither a digest nor a picture becomes a text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace foureyes {

// The length of the longest beginning that is UTF-8 without control characters other than white
// space and escape.
std::size_t plausible_length(std::string_view bytes);

// The whole is; a character that is cut off at the end is forgiven.
bool is_plausible_text(std::string_view bytes);

enum class ByteOrder { little, big };

// UTF-16 without a byte order mark, told by the zero bytes that plain letters have in it: nearly
// every unit must be a character of a text and a good part of them ASCII. Looks at three windows of
// 4 KiB: the first, the middle and the last.
std::optional<ByteOrder> guess_utf16(std::string_view bytes);

}  // namespace foureyes
