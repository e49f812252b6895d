// Groups of words that the features count. A word is one of words_of(): lower case, letters only.
#pragma once

#include <cstdint>
#include <string_view>

namespace foureyes {

// Bits, so that a word may be in several groups.
enum class WordGroup : std::uint32_t {
  user = 1U << 0,
  host = 1U << 1,
  test = 1U << 2,
  example = 1U << 3,
  hash = 1U << 4,
  message = 1U << 5,
  schema = 1U << 6,
  request = 1U << 7,
  environment = 1U << 8,
  create = 1U << 9,
  negative = 1U << 10,
  crypto = 1U << 11,
  certificate = 1U << 12,
  database = 1U << 13,
  credential = 1U << 14,
  filler = 1U << 15,
  weak = 1U << 16,
  placeholder = 1U << 17,
  confirmation = 1U << 18,
  tail_name = 1U << 19,
  asking = 1U << 20,
};

// The groups of a word; letters in any case.
std::uint32_t groups_of(std::string_view word);
inline bool is_in(std::uint32_t groups, WordGroup group) {
  return (groups & static_cast<std::uint32_t>(group)) != 0;
}

// Calls visit(word) for every run of letters, split at humps of camelCase, without copying.
template <class Visit>
void for_each_word(std::string_view text, const Visit& visit) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  std::size_t begin = 0;
  bool open = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!upper(c) && !lower(c)) {
      if (open) visit(text.substr(begin, i - begin));
      open = false;
      continue;
    }
    const bool hump =
        open && upper(c) &&
        (lower(text[i - 1]) || (upper(text[i - 1]) && i + 1 < text.size() && lower(text[i + 1])));
    if (hump) visit(text.substr(begin, i - begin));
    if (hump || !open) begin = i;
    open = true;
  }
  if (open) visit(text.substr(begin));
}

}  // namespace foureyes
