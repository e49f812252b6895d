#include "secrets/views/plausible_text.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace foureyes {
namespace {

constexpr std::size_t kWindow = 4096;
constexpr std::size_t kGlance = 128;  // most binaries are told by so many bytes
constexpr std::size_t kLeastUtf16 = 16;
constexpr std::size_t kLongestCharacter = 4;

constexpr std::array<bool, 256> kAsciiText = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0x20; c < 0x7f; ++c) table[c] = true;
  for (const unsigned char c : {'\t', '\n', '\v', '\f', '\r', '\x1b'}) table[c] = true;
  return table;
}();

bool is_ascii_text(char32_t c) { return c < 0x80 && kAsciiText[c]; }

// What a window of UTF-16 units is made of.
struct Units {
  std::size_t total = 0;
  std::size_t ascii = 0;
  std::size_t wrong = 0;  // control characters, U+0000, lone surrogates, no characters at all
};

Units units_of(std::string_view bytes, ByteOrder order) {
  Units units;
  bool after_high = false;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const char32_t first = static_cast<unsigned char>(bytes[at]);
    const char32_t second = static_cast<unsigned char>(bytes[at + 1]);
    const char32_t unit = order == ByteOrder::little ? second << 8 | first : first << 8 | second;
    const bool high = unit >= 0xd800 && unit < 0xdc00;
    const bool low = unit >= 0xdc00 && unit < 0xe000;
    ++units.total;
    if (is_ascii_text(unit)) ++units.ascii;
    if ((unit < 0xa0 && !is_ascii_text(unit)) || unit >= 0xfff0 || low != after_high) ++units.wrong;
    after_high = high;
  }
  return units;
}

bool reads_as_utf16(std::string_view window, ByteOrder order) {
  const Units units = units_of(window, order);
  return units.ascii * 4 >= units.total && units.wrong * 100 <= units.total;
}

}  // namespace

std::size_t plausible_length(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    if (first < 0x80) {
      if (!kAsciiText[first]) return at;
      ++at;
      continue;
    }
    const Utf8Step step = utf8_step(bytes, at);
    if (!step.valid || step.code_point < 0xa0) return at;
    at += step.length;
  }
  return at;
}

bool is_plausible_text(std::string_view bytes) {
  const std::size_t length = plausible_length(bytes);
  if (length == bytes.size()) return true;
  return length > 0 && bytes.size() - length < kLongestCharacter &&
         static_cast<unsigned char>(bytes[length]) >= 0xc2 &&
         std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(length) + 1, bytes.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; });
}

std::optional<ByteOrder> guess_utf16(std::string_view bytes) {
  if (bytes.size() < kLeastUtf16) return std::nullopt;
  const std::string_view first = bytes.substr(0, kWindow);
  // Most texts end here: they have no zero byte.
  if (first.find('\0') == std::string_view::npos) return std::nullopt;
  for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
    if (!reads_as_utf16(first.substr(0, kGlance), order) || !reads_as_utf16(first, order)) continue;
    const std::size_t last = (bytes.size() - std::min(bytes.size(), kWindow)) / 2 * 2;
    if (reads_as_utf16(bytes.substr(last / 4 * 2, kWindow), order) &&
        reads_as_utf16(bytes.substr(last, kWindow), order))
      return order;
  }
  return std::nullopt;
}

}  // namespace foureyes
