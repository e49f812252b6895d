// Karp-Rabin over the characters that are not blanks. A line's hash is the state of the hash when
// the window begins at the line's first character, so the hash of line n is known 100 characters
// later.
#include "report/line_hash.h"

#include <array>
#include <cstdint>
#include <map>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kBase = 37;
constexpr char16_t kEndOfFile = 0xffff;

constexpr std::uint64_t base_to_the_window() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < kWindow; ++i) power *= kBase;
  return power;
}

std::string hex(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string reversed;
  do reversed += kDigits[value % 16];
  while ((value /= 16) != 0);
  return {reversed.rbegin(), reversed.rend()};
}

class LineHasher {
 public:
  void add(char16_t unit) {
    const bool second_half_of_crlf = after_cr_ && unit == u'\n';
    after_cr_ = unit == u'\r';
    if (unit == u' ' || unit == u'\t' || second_half_of_crlf) return;
    if (unit == u'\r') unit = u'\n';
    push(unit, at_line_start_);
    at_line_start_ = unit == u'\n';
  }

  std::vector<std::string> finish() {
    push(kEndOfFile, at_line_start_);
    for (std::size_t i = 0; i < kWindow; ++i) push(0, false);
    return std::move(hashes_);
  }

 private:
  struct Slot {
    char16_t unit = 0;
    bool starts_line = false;
  };

  // The slot that leaves the window is the first character of the hash so far.
  void push(char16_t unit, bool starts_line) {
    Slot& slot = window_[next_];
    if (slot.starts_line) emit();
    hash_ = hash_ * kBase + unit - base_to_the_window() * slot.unit;
    slot = {unit, starts_line};
    next_ = (next_ + 1) % kWindow;
  }

  void emit() {
    const std::string text = hex(hash_);
    hashes_.push_back(concat(text, ':', ++counts_[text]));
  }

  std::array<Slot, kWindow> window_{};
  std::size_t next_ = 0;
  std::uint64_t hash_ = 0;
  bool at_line_start_ = true;
  bool after_cr_ = false;
  std::map<std::string, std::uint64_t> counts_;
  std::vector<std::string> hashes_;
};

// One code point of valid UTF-8 as UTF-16; moves `at` past it.
void add_code_point(std::string_view text, std::size_t& at, LineHasher& hasher) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  char32_t point = lead;
  const int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  if (more > 0) point = lead & (0x3fu >> more);
  for (int i = 0; i < more; ++i)
    point = point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3fu);
  if (point < 0x10000) return hasher.add(static_cast<char16_t>(point));
  hasher.add(static_cast<char16_t>(0xd800 + ((point - 0x10000) >> 10)));
  hasher.add(static_cast<char16_t>(0xdc00 + ((point - 0x10000) & 0x3ff)));
}

}  // namespace

std::vector<std::string> line_hashes(std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  LineHasher hasher;
  for (std::size_t at = 0; at < valid.size();) add_code_point(valid, at, hasher);
  return hasher.finish();
}

}  // namespace foureyes
