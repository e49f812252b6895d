// The words in a name that make it the name of a credential, in several languages.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

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
  identity,  // the half of a pair that is not secret alone: app id, client id
  scheme,    // Bearer, Basic
  url,       // not a word: the user part of a URL
  user_flag, // not a word: -u user:password
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

// Of all credential words in a name the most telling one: password before key.
KeyKind kind_of_name(std::string_view name);

// The same words as one alternation, for the prefilter: every word of next_key_word ends where a
// match of it ends.
std::string_view key_word_pattern();

}  // namespace foureyes
