// What the name says, and how it is joined to the value.
#include <algorithm>

#include "base/text.h"
#include "secrets/generic/feature_parts.h"
#include "secrets/generic/word_lists.h"

namespace foureyes {
namespace {

// What follows the credential word at the end of a name, or leads it: small classes.
int class_of_word(std::string_view word) {
  static constexpr std::string_view kClasses[] = {
      "password passwd pwd pass passphrase",
      "secret",
      "token",
      "key",
      "id ids uid",
      "name names username",
      "file path dir filename location",
      "url uri endpoint host",
      "type kind algorithm alg format mode",
      "field column label header param property attribute",
      "length size count max min limit",
      "expires expiry ttl timeout age time",
      "hash digest checksum sha md",
      "confirmation confirm again repeat",
      "value data string text b bytes",
      "auth authorization authentication",
      "public pub",
      "private priv",
      "api",
      "access",
      "client app application",
      "user admin root login db database",
      "test example fake mock dummy",
      "required enabled valid invalid is has",
      "message error msg title description hint prompt placeholder",
      "prefix suffix pattern regex",
      "credential credentials",
      "salt iv nonce",
  };
  const std::string lower = to_lower(word);
  for (std::size_t i = 0; i < std::size(kClasses); ++i)
    for (const std::string_view item : split(kClasses[i], ' '))
      if (item == lower) return static_cast<int>(i) + 1;
  return 0;
}

int case_of(std::string_view key) {
  bool lower = false;
  bool upper = false;
  for (const char c : key) {
    lower |= c >= 'a' && c <= 'z';
    upper |= c >= 'A' && c <= 'Z';
  }
  const bool underscored = contains(key, "_");
  if (upper && !lower) return underscored ? 1 : 2;
  if (lower && !upper) return underscored ? 3 : contains(key, "-") ? 4 : 5;
  if (key.empty()) return 0;
  return key[0] >= 'A' && key[0] <= 'Z' ? 6 : 7;
}

int class_of_mark(char c) {
  static constexpr std::string_view kMarks = "\n \t\"'`$@:<([{-_.,;=&?/\\*#%>|!";
  const std::size_t at = kMarks.find(c);
  return at == std::string_view::npos ? 40 : static_cast<int>(at);
}

}  // namespace

void add_key_features(const Place& place, const FeatureSource& source, FeatureSink& sink) {
  const std::string_view key = key_of(place, source);
  std::string_view first;
  std::string_view last;
  std::uint32_t groups = 0;
  int words = 0;
  int unknown = 0;
  int word_place = 0;
  for_each_word(key, [&](std::string_view word) {
    if (words == 0) first = word;
    last = word;
    ++words;
    const std::uint32_t of_word = groups_of(word);
    groups |= of_word;
    if (is_in(of_word, WordGroup::credential) || kind_of_name(word) != KeyKind::none)
      word_place = words;
    unknown += word.size() >= 3 && source.common.level(word) == 0;
  });
  sink.set(Feature::key_kind, place.kind);
  sink.set(Feature::key_length, key.size());
  sink.set(Feature::key_words, words);
  sink.set(Feature::key_word_place, words - word_place);
  sink.set(Feature::key_tail, class_of_word(last));
  sink.set(Feature::key_tail_level, source.common.level(last));
  sink.set(Feature::key_head, class_of_word(first));
  sink.set(Feature::key_case, case_of(key));
  sink.set(Feature::key_dots, std::count(key.begin(), key.end(), '.'));
  sink.set(Feature::key_is_public, is_in(groups, WordGroup::certificate));
  sink.set(Feature::key_is_hash, is_in(groups, WordGroup::hash));
  sink.set(Feature::key_is_confirmation, is_in(groups, WordGroup::confirmation));
  sink.set(Feature::key_is_negative, is_in(groups, WordGroup::negative));
  sink.set(Feature::key_is_test,
           is_in(groups, WordGroup::test) || is_in(groups, WordGroup::example));
  sink.set(Feature::key_is_quoted, place.key_is_quoted);
  sink.set(Feature::key_unknown_words, unknown);
  sink.set(Feature::key_mark,
           place.key.begin == 0 ? 0 : class_of_mark(source.text[place.key.begin - 1]));
}

void add_joint_features(const Place& place, const FeatureSource& source, FeatureSink& sink) {
  const auto character = [&](std::size_t at) {
    return class_of_mark(at < source.text.size() ? source.text[at] : '\n');
  };
  std::size_t after = place.value.end;
  // Past the quote that closes the value: its kind is the feature `quote`.
  const bool has_quote = place.quote != Quote::none;
  if (has_quote) {
    const std::size_t last = std::min(source.text.size(), after + 7);
    if (place.quote == Quote::entity) {
      while (after < last && source.text[after] != ';') ++after;
      ++after;
    } else {
      while (after < last && contains("\\\"'`", source.text.substr(after, 1))) ++after;
    }
  }
  sink.set(Feature::after_value, character(after));
  sink.set(Feature::after_value_second, character(after + 1));
  std::size_t gap = 0;
  std::size_t before = place.value.begin;
  while (before > place.key.end && contains("\\\"'`", source.text.substr(before - 1, 1))) --before;
  while (before > place.key.end && source.text[before - 1] == ' ') {
    --before;
    ++gap;
  }
  sink.set(Feature::value_gap, std::min<std::size_t>(gap, 40));
  sink.set(Feature::joint, place.joint);
  sink.set(Feature::quote, place.quote);
  sink.set(Feature::wrapper, place.wrapper);
  sink.set(Feature::scheme, place.scheme);
  sink.set(Feature::argument, place.argument);
  sink.set(Feature::gap, place.gap);
  sink.set(Feature::key_quotes, place.key_quotes);
  sink.set(Feature::crosses_line, place.crosses_line);
  sink.set(Feature::is_in_string, place.is_in_string);
  sink.set(Feature::key_leads_line, place.key_leads_line);
}

}  // namespace foureyes
