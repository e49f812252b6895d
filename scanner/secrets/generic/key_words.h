// The words in a name that make it the name of a credential, in several languages.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/text_position.h"

namespace foureyes {

// What a name with such a word names. The order is the order of the model's feature `key_kind`.
enum class KeyKind : std::uint8_t {
  none,
  password,
  pass,  // the short forms: pass, pw, psw
  secret,
  token,
  api_key,  // any compound of key that names a credential: api_key, accessKey
  key,      // key alone or with other words
  authorization,
  credential,
  salt,
  session,
  identity,   // the half of a pair that is not secret alone: app id, client id
  scheme,     // Bearer, Basic
  url,        // not a word: the user part of a URL
  user_flag,  // not a word: -u user:password
};

struct KeyWord {
  KeyKind kind = KeyKind::none;
  ByteRange place;
};

// The first credential word at or after `at` that ends in (`ends.begin`, `ends.end`]; nothing where
// there is none. Words are found in any case; short ones only where a word of a name starts and
// ends.
std::optional<KeyWord> next_key_word(std::string_view text, std::size_t at, ByteRange ends);

// The widest word; a search for words that end in a range starts that much earlier.
inline constexpr std::size_t kWidestKeyWord = 16;

// Whether the words of this kind are long: no noise has them.
constexpr bool is_telling(KeyKind kind) {
  return kind == KeyKind::password || kind == KeyKind::secret || kind == KeyKind::token ||
         kind == KeyKind::api_key || kind == KeyKind::authorization ||
         kind == KeyKind::credential || kind == KeyKind::url || kind == KeyKind::user_flag;
}

// Of all credential words in a name the most telling one: password before key.
KeyKind kind_of_name(std::string_view name);

// All words, for a test that compares them with the prefilter's (rules/secrets/generic.yml).
std::vector<std::string_view> key_words();

}  // namespace foureyes
