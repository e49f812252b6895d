// What the words of a value say, and how rare it is among common text.
#include <algorithm>

#include "base/text.h"
#include "secrets/generic/feature_parts.h"
#include "secrets/generic/word_lists.h"
#include "secrets/words.h"

namespace foureyes {
namespace {

constexpr std::size_t kReadBytes = 96;  // of a value: what is longer is no word

struct WordCounts {
  int words = 0, letters = 0, known = 0, known_letters = 0, unknown_letters = 0;
  int longest_unknown = 0, longest_known = 0, least = 10, most = 0, levels = 0, short_words = 0;
  int placeholder = 0, test = 0, negative = 0, filler = 0, schema = 0, weak = 0;
};

WordCounts count_words(std::string_view value, const CommonText& common) {
  WordCounts counts;
  for_each_word(value, [&](std::string_view word) {
    const int size = static_cast<int>(word.size());
    const int level = size < 3 ? 0 : common.level(word);
    const std::uint32_t groups = groups_of(word);
    ++counts.words;
    counts.letters += size;
    counts.short_words += size <= 2;
    counts.known += level > 0;
    counts.known_letters += level > 0 ? size : 0;
    counts.unknown_letters += level > 0 ? 0 : size;
    if (level > 0) counts.longest_known = std::max(counts.longest_known, size);
    if (level == 0) counts.longest_unknown = std::max(counts.longest_unknown, size);
    if (size >= 3) counts.least = std::min(counts.least, level);
    counts.most = std::max(counts.most, level);
    counts.levels += level;
    counts.placeholder += is_in(groups, WordGroup::placeholder);
    counts.test += is_in(groups, WordGroup::test) || is_in(groups, WordGroup::example);
    counts.negative += is_in(groups, WordGroup::negative);
    counts.filler += is_in(groups, WordGroup::filler);
    counts.schema += is_in(groups, WordGroup::schema) || is_in(groups, WordGroup::tail_name);
    counts.weak += is_in(groups, WordGroup::weak);
  });
  return counts;
}

// Letters that common words of four letters and more cover, longest first: "bluehorse12" 9.
std::size_t covered_letters(std::string_view value, const CommonText& common) {
  std::size_t covered = 0;
  std::size_t at = 0;
  while (at < value.size()) {
    std::size_t run = 0;
    while (at + run < value.size() && run < 12 && is_letter(value[at + run])) ++run;
    std::size_t size = run;
    while (size >= 4 && common.level(value.substr(at, size)) == 0) --size;
    if (size >= 4) covered += size;
    at += size >= 4 ? size : 1;
  }
  return covered;
}

void add_rarity(std::string_view value, const CommonText& common, FeatureSink& sink) {
  std::size_t total = 0;
  std::size_t costly = 0;
  std::size_t count = 0;
  int highest = 0;
  char before = ' ';
  char previous = ' ';
  for (const char c : value) {
    if (is_alphanumeric(c)) {
      const int cost = common.cost(before, previous, c);
      total += static_cast<std::size_t>(cost);
      highest = std::max(highest, cost);
      costly += cost > 6 * CommonText::kCostUnit;
      ++count;
    }
    before = previous;
    previous = c;
  }
  sink.set(Feature::total_cost, total);
  sink.set(Feature::mean_cost, count == 0 ? 0 : total / count);
  sink.set(Feature::highest_cost, highest);
  sink.set(Feature::costly_share, per_mille(costly, count));
}

std::size_t digits_at_end(std::string_view value) {
  std::size_t count = 0;
  while (count < value.size() && is_digit(value[value.size() - 1 - count])) ++count;
  return count;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : to_lower(text))
    if (is_alphanumeric(c)) letters += c;
  return letters;
}

int shared_words(std::string_view value, std::string_view key) {
  int shared = 0;
  for_each_word(value, [&](std::string_view word) {
    if (word.size() < 3) return;
    bool found = false;
    for_each_word(key, [&](std::string_view other) { found |= equals_ignoring_case(word, other); });
    shared += found;
  });
  return shared;
}

}  // namespace

void add_word_features(const Place& place, const FeatureSource& source, FeatureSink& sink) {
  const std::string_view whole = value_of(place, source);
  const std::string_view value = whole.substr(0, kReadBytes);
  const std::string_view key = key_of(place, source);
  const WordCounts counts = count_words(value, source.common);
  sink.set(Feature::words, counts.words);
  sink.set(Feature::word_letters, counts.letters);
  sink.set(Feature::known_words, counts.known);
  sink.set(Feature::known_share,
           per_mille(static_cast<std::size_t>(counts.known_letters), value.size()));
  sink.set(Feature::unknown_letters, counts.unknown_letters);
  sink.set(Feature::longest_unknown, counts.longest_unknown);
  sink.set(Feature::longest_known, counts.longest_known);
  sink.set(Feature::least_level, counts.least);
  sink.set(Feature::most_level, counts.most);
  sink.set(Feature::mean_level, counts.words == 0 ? 0 : counts.levels * 10 / counts.words);
  sink.set(Feature::short_words, counts.short_words);
  sink.set(Feature::placeholder_words, counts.placeholder);
  sink.set(Feature::all_placeholder,
           counts.words > 0 && counts.placeholder + counts.filler >= counts.words);
  sink.set(Feature::test_words, counts.test);
  sink.set(Feature::negative_words, counts.negative);
  sink.set(Feature::filler_words, counts.filler);
  sink.set(Feature::schema_words, counts.schema);
  sink.set(Feature::weak_words, counts.weak);
  sink.set(Feature::covered_share, per_mille(covered_letters(value, source.common), value.size()));
  sink.set(Feature::trailing_digits, digits_at_end(value));
  sink.set(Feature::reads_as_words, reads_as_words(value));
  sink.set(Feature::value_kind, kind_of_name(value));
  sink.set(Feature::shared_words, shared_words(value, key));
  const std::string letters = letters_of(value);
  const std::string key_letters = letters_of(key);
  sink.set(Feature::is_key, letters.empty()          ? 0
                            : letters == key_letters ? 2
                            : contains(key_letters, letters) ||
                                    (!key_letters.empty() && contains(letters, key_letters))
                                ? 1
                                : 0);
  sink.set(Feature::is_user, place.joint == Joint::userinfo && letters == key_letters);
  add_rarity(value, source.common, sink);
}

}  // namespace foureyes
