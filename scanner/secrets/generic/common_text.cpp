#include "secrets/generic/common_text.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kTrigrams =
    CommonText::kSymbols * CommonText::kSymbols * CommonText::kSymbols;
constexpr std::size_t kFewestSlots = 64;

std::size_t symbol_of(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<std::size_t>(c - 'a');
  if (c >= 'A' && c <= 'Z') return static_cast<std::size_t>(c - 'A');
  return is_digit(c) ? 26 : 27;
}

std::size_t trigram(char a, char b, char c) {
  return (symbol_of(a) * CommonText::kSymbols + symbol_of(b)) * CommonText::kSymbols + symbol_of(c);
}

// FNV-1a, 32 bits, over lower case (http://www.isthe.com/chongo/tech/comp/fnv/).
std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char c : word) {
    hash ^= static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    hash *= 16777619U;
  }
  return hash & ~15U;
}

struct LevelledWord {
  std::string_view word;
  int level;
};

Result<std::vector<LevelledWord>> read_words(std::string_view text) {
  std::vector<LevelledWord> words;
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const int level = line.front() - '0';
    if (level < 1 || level > CommonText::kMostCommon || line.size() < 3 || line[1] != ' ')
      return failure({.what = "a line of common words starts with a level from 1 to 9",
                      .where = concat("common_words.txt:", number)});
    for (const std::string_view word : split(line.substr(2), ' '))
      if (!word.empty()) words.push_back({word, level});
  }
  return words;
}

std::string trigram_costs(const std::vector<LevelledWord>& words) {
  std::vector<double> counts(kTrigrams, 0.02);
  for (const LevelledWord& entry : words) {
    const std::string_view word = entry.word;
    const double weight = std::ldexp(1.0, entry.level / 2);
    for (std::size_t i = 0; i <= word.size(); ++i) {
      const auto at = [&](std::size_t k) { return k < word.size() ? word[k] : ' '; };
      counts[trigram(i < 2 ? ' ' : word[i - 2], i < 1 ? ' ' : word[i - 1], at(i))] += weight;
    }
  }
  std::string costs(kTrigrams, '\0');
  for (std::size_t pair = 0; pair < kTrigrams; pair += CommonText::kSymbols) {
    double sum = 0;
    for (std::size_t c = 0; c < CommonText::kSymbols; ++c) sum += counts[pair + c];
    for (std::size_t c = 0; c < CommonText::kSymbols; ++c) {
      const double bits = -std::log2(counts[pair + c] / sum);
      const long cost = std::lround(std::min(bits * CommonText::kCostUnit, 255.0));
      costs[pair + c] = static_cast<char>(static_cast<unsigned char>(cost));
    }
  }
  return costs;
}

std::uint32_t read_slot(std::string_view table, std::size_t slot) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= std::uint32_t{static_cast<unsigned char>(table[kTrigrams + slot * 4 + i])} << 8 * i;
  return value;
}

void write_slot(std::string& table, std::size_t slot, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i)
    table[kTrigrams + slot * 4 + i] = static_cast<char>(value >> 8 * i & 0xff);
}

}  // namespace

Result<CommonText> CommonText::from_words(std::string_view text) {
  TRY_ASSIGN(const std::vector<LevelledWord> words, read_words(text));
  std::size_t slots = kFewestSlots;
  while (slots < words.size() * 2) slots *= 2;
  std::string table = trigram_costs(words);
  table.resize(kTrigrams + slots * 4);
  for (const auto& [word, level] : words) {
    const std::uint32_t hash = hash_of(word);
    std::size_t slot = (hash >> 4) & (slots - 1);
    while (read_slot(table, slot) != 0) slot = (slot + 1) & (slots - 1);
    write_slot(table, slot, hash | static_cast<std::uint32_t>(level));
  }
  auto made = std::make_unique<const std::string>(std::move(table));
  TRY_ASSIGN(CommonText common, from_table(*made));
  common.made_ = std::move(made);
  return common;
}

Result<CommonText> CommonText::from_table(std::string_view table) {
  const std::size_t slots = table.size() < kTrigrams ? 0 : (table.size() - kTrigrams) / 4;
  const bool is_power = slots >= kFewestSlots && (slots & (slots - 1)) == 0;
  if (!is_power || table.size() != kTrigrams + slots * 4)
    return failure({.what = "the table of common words is damaged", .fix = "build foureyes again"});
  CommonText common;
  common.table_ = table;
  common.slots_ = slots;
  return common;
}

int CommonText::level(std::string_view word) const {
  if (slots_ == 0) return 0;
  const std::uint32_t hash = hash_of(word);
  std::size_t slot = (hash >> 4) & (slots_ - 1);
  for (std::size_t step = 0; step < slots_; ++step) {
    const std::uint32_t value = read_slot(table_, slot);
    if (value == 0) return 0;
    if ((value & ~15U) == hash) return static_cast<int>(value & 15U);
    slot = (slot + 1) & (slots_ - 1);
  }
  return 0;
}

int CommonText::cost(char before, char previous, char letter) const {
  if (slots_ == 0) return 0;
  return static_cast<unsigned char>(table_[trigram(before, previous, letter)]);
}

}  // namespace foureyes
