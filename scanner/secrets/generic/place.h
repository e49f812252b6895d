// A place where a credential may stand: a name that speaks of one, what joins it to a value, and
// the value. Plain facts of the text; nothing is decided here.
#pragma once

#include <cstdint>

#include "base/text_position.h"
#include "secrets/generic/key_words.h"

namespace foureyes {

// What stands between name and value. Orders of these enums are the model's: append only.
enum class Joint : std::uint8_t {
  colon,
  equals,
  arrow,     // =>, ->, <-
  define,    // :=, ?=, ||=, +=
  compare,   // ==, !=, ===
  comma,     // "name", value
  call,      // name(value
  element,   // <name>value</name>
  space,     // --name value, NAME value, name 'value'
  named,     // name: "name", value: "value"
  userinfo,  // scheme://user:value@host
  words,     // name is value, name by value
};

enum class Quote : std::uint8_t { none, double_quote, single, backtick, escaped, entity, triple };

enum class Wrapper : std::uint8_t {
  none,
  prefix,   // b'..', @"..", r".."
  bytes,    // []byte("..")
  call,     // Some(".."), new String("..")
  lookup,   // env("NAME", "default"): the value is the default
  list,     // ["..", {".."
  member,   // "{\"a\": \"..\"}": a text of an object in a string
  numbers,  // {0x12, 0x34, ..}: a list of bytes
};

enum class Scheme : std::uint8_t { none, basic, bearer, other };

// By what a rule takes places.
enum class PlaceKind : std::uint8_t { quoted, bare, element, userinfo };

struct Place {
  ByteRange key;  // the whole name: "DB_PASSWORD"; empty for user information
  ByteRange value;
  KeyKind kind = KeyKind::none;
  Joint joint = Joint::equals;
  Quote quote = Quote::none;
  Wrapper wrapper = Wrapper::none;
  Scheme scheme = Scheme::none;  // of an Authorization header, before the value
  bool key_is_quoted = false;
  bool key_leads_line = false;  // only space, a list mark, a comment mark or "export" before it
  bool is_in_string = false;    // the name stands inside a longer quoted text
  bool crosses_line = false;    // the value stands on the line after the name
  std::uint8_t argument = 0;    // of a call, from 0
  std::uint8_t key_quotes = 0;  // quote characters and brackets between name and joint
  std::uint8_t gap = 0;         // spaces between name and joint, at most 255
};

constexpr PlaceKind kind_of(const Place& place) {
  if (place.joint == Joint::userinfo) return PlaceKind::userinfo;
  if (place.joint == Joint::element) return PlaceKind::element;
  return place.quote == Quote::none ? PlaceKind::bare : PlaceKind::quoted;
}

}  // namespace foureyes
