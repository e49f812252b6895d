#include "secrets/generic/place_reader.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "secrets/generic/places.h"
#include "secrets/lines.h"

namespace foureyes {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLineBytes = 512;  // of context, before a name
constexpr std::size_t kAttributeBytes = 160;
constexpr std::size_t kMostMembers = 8;   // of an object in a string
constexpr std::size_t kLeastNumbers = 8;  // of an array of bytes

bool is_name_character(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '$';
}
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_line_end(char c) { return c == '\n' || c == '\r'; }

// "user:password": the colon follows `user`, the password ends at `end`.
void add_user(KeyKind kind, ByteRange user, std::size_t end, std::vector<Place>& places) {
  Place place;
  place.key = user;
  place.value = {user.end + 1, end};
  place.kind = kind;
  place.joint = Joint::userinfo;
  if (place.value.size() > 0) places.push_back(place);
}

bool is_one_of(std::string_view item, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// What may stand before a name that leads its line.
bool leads_line(std::string_view before) {
  before = trim(before);
  while (!before.empty() && contains("#/*-;<@:\"'`$", before.substr(0, 1)))
    before = trim(before.substr(1));
  return before.empty() || is_one_of(before, {"export", "set", "ENV", "ARG", "env:", "const", "var",
                                              "let", "define", "setx", "e", "\\set"});
}

bool has_open_quote(std::string_view before) {
  char open = '\0';
  for (std::size_t i = 0; i < before.size(); ++i) {
    const char c = before[i];
    if (c == '\\') {
      ++i;
    } else if (open != '\0') {
      if (c == open) open = '\0';
    } else if (c == '"' || c == '`') {
      open = c;
    } else if (c == '\'' && (i == 0 || !is_letter(before[i - 1]))) {
      open = c;  // not the apostrophe of "don't"
    }
  }
  return open != '\0';
}

Wrapper wrapper_of_call(std::string_view callee) {
  const std::string lower = to_lower(callee);
  if (contains(lower, "byte") || contains(lower, "buffer")) return Wrapper::bytes;
  for (const std::string_view part : {"env", "get", "fetch", "config", "option", "lookup", "prop",
                                      "param", "setting", "default", "read"})
    if (contains(lower, part)) return Wrapper::lookup;
  return Wrapper::call;
}

}  // namespace

void PlaceReader::skip_blanks(std::size_t most) {
  for (std::size_t i = 0; i < most && is_blank(peek()); ++i) ++at_;
}

bool PlaceReader::skip_entity() {
  for (const std::string_view entity : {"&quot;", "&#34;", "&#39;", "&apos;", "%22"})
    if (is_at(entity)) {
      at_ += entity.size();
      return true;
    }
  return false;
}

void PlaceReader::read_name(const KeyWord& word) {
  ByteRange name = word.place;
  const std::size_t first = name.begin - std::min(name.begin, kLongestName);
  while (name.begin > first && is_name_character(text_[name.begin - 1])) --name.begin;
  const std::size_t last = std::min(text_.size(), name.end + kLongestName);
  while (name.end < last && is_name_character(text_[name.end])) ++name.end;
  // "password." and "password->": the mark belongs to what follows.
  while (name.end > word.place.end && contains(".-", text_.substr(name.end - 1, 1))) --name.end;
  place_ = {};
  closes_at_ = 0;
  place_.key = name;
  place_.kind = kind_of_name(text_.substr(name.begin, name.size()));
  at_ = name.end;
}

void PlaceReader::look_before() {
  const std::size_t begin = place_.key.begin;
  const std::size_t first = begin - std::min(begin, kLineBytes);
  line_begin_ = begin;
  while (line_begin_ > first && !is_line_end(text_[line_begin_ - 1])) --line_begin_;
  std::string_view before = text_.substr(line_begin_, begin - line_begin_);
  place_.key_leads_line = leads_line(before);
  const char next = place_.key.end < text_.size() ? text_[place_.key.end] : '\n';
  place_.key_is_quoted = !before.empty() && is_quote(before.back()) && next == before.back();
  if (!before.empty() && before.back() == '"' && next == '\\') place_.key_is_quoted = true;
  if (place_.key_is_quoted) {
    before.remove_suffix(1);
    if (!before.empty() && before.back() == '\\') place_.is_in_string = true;
  }
  place_.is_in_string |= has_open_quote(before);
}

void PlaceReader::read(const KeyWord& word, std::vector<Place>& places) {
  read_name(word);
  if (!read_element() && !read_joint()) return;
  look_before();
  if (place_.joint == Joint::comma && !place_.key_is_quoted && !read_named()) return;
  if (!read_value() || !stays_near()) return;
  if (read_members(places)) return;
  places.push_back(place_);
  while (place_.joint == Joint::call && place_.argument < 3 && next_argument() && stays_near())
    places.push_back(place_);
}

// Of what is read of it, no line is further from its name than a decision reads.
bool PlaceReader::stays_near() const {
  const std::size_t end = std::min(std::max(at_, closes_at_), text_.size());
  const std::string_view whole = text_.substr(place_.key.begin, end - place_.key.begin);
  return static_cast<std::size_t>(std::count(whole.begin(), whole.end(), '\n')) <=
         kMostCrossedLines;
}

// <name attributes>value</name>
bool PlaceReader::read_element() {
  if (place_.key.begin == 0) return false;
  const char before = text_[place_.key.begin - 1];
  if (before != '<' && !(before == ':' && place_.key.begin > 1)) return false;
  if (before == ':') {  // a namespace: <ns:name>
    std::size_t at = place_.key.begin - 1;
    while (at > 0 && place_.key.begin - at < 24 && is_alphanumeric(text_[at - 1])) --at;
    if (at == 0 || text_[at - 1] != '<') return false;
  }
  const std::size_t last = std::min(text_.size(), at_ + kAttributeBytes);
  std::size_t close = at_;
  while (close < last && text_[close] != '>' && text_[close] != '<' && text_[close] != '\n')
    ++close;
  if (close >= last || text_[close] != '>' || text_[close - 1] == '/') return false;
  if (close != at_ && !is_blank(text_[at_])) return false;
  at_ = close + 1;
  place_.joint = Joint::element;
  return true;
}

bool PlaceReader::read_joint() {
  const std::size_t after_name = at_;
  for (std::size_t marks = 0; marks < 8; ++marks) {
    if (is_quote(peek()) || peek() == '\\' || peek() == ']' || peek() == '*') {
      ++at_;
    } else if (!skip_entity()) {
      break;
    }
  }
  place_.key_quotes = static_cast<std::uint8_t>(at_ - after_name);
  const std::size_t after_quotes = at_;
  skip_blanks(48);
  place_.gap = static_cast<std::uint8_t>(at_ - after_quotes);
  const auto take = [&](Joint joint, std::size_t size) {
    place_.joint = joint;
    at_ += size;
    return true;
  };
  const char next = peek(1);
  switch (peek()) {
    case '=':
      if (next == '>') return take(Joint::arrow, 2);
      if (next == '=') return take(Joint::compare, peek(2) == '=' ? 3 : 2);
      return take(Joint::equals, 1);
    case ':':
      if (next == '=') return take(Joint::define, 2);
      if (next == ':') {  // Password::make(   NAME ::= value
        at_ += 2;
        if (peek() == ':') ++at_;
        if (peek() == '=') return take(Joint::define, 1);
        while (is_name_character(peek())) ++at_;
        return peek() == '(' && take(Joint::call, 1);
      }
      return take(Joint::colon, 1);
    case '!':
      return next == '=' && take(Joint::compare, peek(2) == '=' ? 3 : 2);
    case '?':
    case '+':
    case '.':
      if (next == '=') return take(Joint::define, 2);
      if (next == ':') return take(Joint::colon, 2);
      return next == '?' && peek(2) == '=' && take(Joint::define, 3);
    case '|':
      return next == '|' && peek(2) == '=' && take(Joint::define, 3);
    case '-':
      return next == '>' && take(Joint::arrow, 2);
    case '<':
      return (next == '-' && take(Joint::arrow, 2)) || (next == '/' && read_named());
    case '>':
      return place_.key_quotes > 0 && take(Joint::element, 1);
    case '(':
      return take(Joint::call, 1);
    case ',':
      return take(Joint::comma, 1);
    default:
      return read_named() || read_type_joint() || read_space_joint();
  }
}

// name: "password", value: "..." in its many spellings; also <name>password</name><value>.
bool PlaceReader::read_named() {
  const std::size_t start = at_;
  std::size_t lines = 0;
  const std::size_t last = std::min(text_.size(), at_ + 96);
  if (is_at("</")) {
    while (at_ < last && peek() != '>') ++at_;
    if (at_ == last) {  // the tag goes on further than anybody looks
      at_ = start;
      return false;
    }
    ++at_;
  }
  while (at_ < last && (is_space(peek()) || contains(",;<\"'", text_.substr(at_, 1)))) {
    if (peek() == '\n' && ++lines > 1) break;
    ++at_;
  }
  std::size_t end = at_;
  while (end < last && is_letter(text_[end])) ++end;
  const std::string name = to_lower(text_.substr(at_, end - at_));
  if (is_one_of(name, {"value", "val", "content", "default", "defaultvalue", "data"})) {
    at_ = end;
    if (is_quote(peek())) ++at_;
    skip_blanks(16);
    const char joint = peek();
    if (joint == ':' || joint == '=' || (joint == '>' && is_letter(text_[at_ - 1]))) {
      ++at_;
      place_.joint = Joint::named;
      place_.crosses_line = lines > 0;
      return true;
    }
  }
  at_ = start;
  return false;
}

// --name value, ENV NAME value, name "value", machine x login y password z
bool PlaceReader::read_space_joint() {
  if (place_.gap == 0) return false;
  if (is_quote(peek()) || (peek() == '\\' && is_quote(peek(1)))) {
    place_.joint = Joint::space;
    return true;
  }
  if (place_.kind == KeyKind::scheme) {
    place_.joint = Joint::space;
    return is_alphanumeric(peek());
  }
  if (read_joining_word()) return true;
  const std::string_view before =
      text_.substr(place_.key.begin - std::min<std::size_t>(place_.key.begin, 96),
                   std::min<std::size_t>(place_.key.begin, 96));
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  const bool is_flag = text_[place_.key.begin] == '-';
  const bool is_directive =
      trim(line).empty() || is_one_of(trim(line), {"ENV", "ARG", "set", "#", "\\set"});
  const bool is_netrc = contains(line, "login ") || contains(line, "machine ");
  if (!is_flag && !is_directive && !is_netrc) return false;
  if (is_line_end(peek()) || contains("-|<>{(&;=", text_.substr(at_, 1))) return false;
  if (is_directive && !is_flag) {  // two words and no more
    std::size_t end = at_;
    while (end < text_.size() && !is_space(text_[end])) ++end;
    while (end < text_.size() && is_blank(text_[end])) ++end;
    if (end < text_.size() && !is_line_end(text_[end])) return false;
  }
  place_.joint = Joint::space;
  return true;
}

// Go: var name string = "value"
bool PlaceReader::read_type_joint() {
  if (place_.gap == 0 || !is_letter(peek())) return false;
  std::size_t end = at_;
  const std::size_t last = std::min(text_.size(), at_ + 32);
  while (end < last && (is_alphanumeric(text_[end]) || contains("_.[]*", text_.substr(end, 1))))
    ++end;
  const std::size_t after_type = end;
  while (end < last && is_blank(text_[end])) ++end;
  if (end == after_type || end + 2 >= text_.size() || text_[end] != '=') return false;
  for (++end; end < last + 8 && end < text_.size() && is_blank(text_[end]);) ++end;
  if (end >= text_.size() || !is_quote(text_[end])) return false;
  at_ = end;
  place_.joint = Joint::equals;
  return true;
}

bool PlaceReader::read_joining_word() {
  const std::size_t start = at_;
  std::size_t end = at_;
  while (end < text_.size() && end < at_ + 12 && is_letter(text_[end])) ++end;
  const std::string word = to_lower(text_.substr(at_, end - at_));
  if (!is_one_of(word, {"is", "by", "was", "of", "to", "as", "with", "be", "password", "values"}))
    return false;
  at_ = end;
  skip_blanks(8);
  if (peek() == ':' || peek() == '=') ++at_;
  skip_blanks(8);
  if (is_quote(peek()) || (word == "by" && place_.kind == KeyKind::password)) {
    place_.joint = Joint::words;
    return true;
  }
  at_ = start;
  return false;
}

// "val password: String = ": what stands between colon and equals sign is a type.
void PlaceReader::skip_type() {
  std::size_t end = at_;
  const std::size_t last = std::min(text_.size(), at_ + 48);
  while (end < last &&
         (is_alphanumeric(text_[end]) || contains(" _.<>[]?&'|*", text_.substr(end, 1))))
    ++end;
  if (end >= last || end == at_ || text_[end] != '=') return;
  if (end + 1 < text_.size() && (text_[end + 1] == '=' || text_[end + 1] == '>')) return;
  if (is_quote(text_[at_])) return;
  place_.joint = Joint::equals;
  at_ = end + 1;
  skip_blanks(16);
}

bool PlaceReader::enter_value() {
  skip_blanks(64);
  if (place_.joint == Joint::colon) skip_type();
  if (!is_line_end(peek()) && !(peek() == '\\' && is_line_end(peek(1)))) return true;
  if (place_.joint == Joint::space || place_.joint == Joint::compare) return false;
  const std::size_t last = std::min(text_.size(), at_ + 96);
  std::size_t lines = 0;
  while (at_ < last && (is_space(peek()) || peek() == '\\')) lines += text_[at_++] == '\n';
  place_.crosses_line = true;
  if (place_.joint == Joint::element) return lines == 1;
  return lines == 1 && (is_quote(peek()) || (is_letter(peek()) && is_quote(peek(1))));
}

bool PlaceReader::skip_lookup_name() {
  const std::size_t start = at_;
  const char quote = peek();
  if (!is_quote(quote)) return false;
  const std::size_t close = text_.substr(0, std::min(text_.size(), at_ + 80)).find(quote, at_ + 1);
  if (close == std::string_view::npos) return false;
  at_ = close + 1;
  skip_blanks(4);
  if (peek() == ')') ++at_;
  skip_blanks(4);
  const bool is_default = peek() == ',' || is_at("||") || is_at("??") || is_at("?:");
  if (is_default) {
    at_ += peek() == ',' ? 1 : 2;
    skip_blanks(4);
    if (is_quote(peek())) return true;
  }
  at_ = start;
  return false;
}

// One of: b"  new String("  []byte("  [ "  { value: "
bool PlaceReader::skip_wrapper() {
  const std::size_t start = at_;
  if (is_at("ConvertTo-SecureString ")) {
    at_ += 23;
    skip_blanks(4);
    if (is_at("-String ")) at_ += 8;
    place_.wrapper = Wrapper::call;
    return true;
  }
  if (contains("[{(", text_.substr(at_, 1))) {
    ++at_;
    skip_blanks(4);
    if (is_quote(peek())) {
      place_.wrapper = Wrapper::list;
      return true;
    }
    if (is_at("value:") || is_at("value =")) {
      at_ += 7;
      skip_blanks(4);
      place_.wrapper = Wrapper::list;
      return is_quote(peek());
    }
    at_ = start;
    if (!is_at("[]")) return false;
  }
  const std::size_t last = std::min(text_.size(), at_ + 64);
  while (at_ < last && (is_name_character(peek()) || contains(":&[]*<>@! ", text_.substr(at_, 1))))
    ++at_;
  const std::string_view callee = text_.substr(start, at_ - start);
  if (is_quote(peek()) && callee.size() <= 2) {
    place_.wrapper = Wrapper::prefix;
    return !contains(callee, " ") && !contains(callee, "-");
  }
  if (peek() == '(' && !callee.empty()) {
    ++at_;
    while (at_ < last && is_space(peek())) ++at_;
    place_.wrapper = wrapper_of_call(callee);
    if (place_.wrapper == Wrapper::lookup) return skip_lookup_name();
    if (is_quote(peek()) || (is_letter(peek()) && is_quote(peek(1)))) return true;
  }
  at_ = start;
  return false;
}

bool PlaceReader::read_value() {
  if (!enter_value()) return false;
  const bool opens = is_quote(peek()) || peek() == '\\' || peek() == '&' || peek() == '%';
  if (place_.joint != Joint::element && place_.joint != Joint::userinfo && !opens) {
    for (int depth = 0; depth < 3 && !is_quote(peek()); ++depth)
      if (!skip_wrapper()) break;
    if (!is_quote(peek())) place_.wrapper = Wrapper::none;
  }
  const bool found =
      read_bytes() || read_quoted() || (place_.quote == Quote::none && read_unquoted());
  if (!found) return false;
  strip_scheme();
  return place_.value.size() > 0;
}

// []byte{12, 0x3f, ...  [12, 13, ...: the numbers of the line are the value.
bool PlaceReader::read_bytes() {
  std::size_t open = at_;
  const std::size_t last = std::min(text_.size(), at_ + 40);
  while (open < last &&
         (is_alphanumeric(text_[open]) || contains("[]<>_ ", text_.substr(open, 1))) &&
         text_[open] != '{' &&
         !(text_[open] == '[' && open + 1 < last && text_[open + 1] != ']' &&
           !is_digit(text_[open + 1]) && false))
    ++open;
  if (open >= last || (text_[open] != '{' && text_[open] != '(')) {
    if (peek() != '[') return false;
    open = at_;
  }
  std::size_t end = open + 1;
  std::size_t numbers = 0;
  const std::size_t stop = std::min(text_.size(), end + kLongestValue);
  while (end < stop && (is_alphanumeric(text_[end]) || contains(", -", text_.substr(end, 1)))) {
    if (text_[end] == ',') {
      ++numbers;
    } else if (is_letter(text_[end]) && !contains("xXabcdefABCDEFu", text_.substr(end, 1))) {
      return false;
    }
    ++end;
  }
  if (numbers < kLeastNumbers) return false;
  place_.wrapper = Wrapper::numbers;
  place_.value = {open + 1, end};
  while (place_.value.end > place_.value.begin &&
         contains(", ", text_.substr(place_.value.end - 1, 1)))
    --place_.value.end;
  while (is_blank(text_[place_.value.begin])) ++place_.value.begin;
  at_ = end;
  return true;
}

bool PlaceReader::read_until(std::string_view close, std::size_t from) {
  const std::size_t last = std::min(text_.size(), from + kLongestValue + close.size());
  const std::size_t end = text_.substr(0, last).find(close, from);
  if (end == std::string_view::npos || end == from) return false;
  place_.value = {from, end};
  at_ = end + close.size();
  return true;
}

bool PlaceReader::read_plain_quoted(char quote) {
  const std::size_t from = at_ + 1;
  const std::size_t last = std::min(text_.size(), from + kLongestValue);
  for (std::size_t at = from; at < last; ++at) {
    const char c = text_[at];
    if (c == '\\') {
      ++at;
    } else if (c == quote) {
      place_.value = {from, at};
      at_ = at + 1;
      return at > from;
    } else if (c == '\n' && quote != '`') {
      return false;
    }
  }
  return false;
}

bool PlaceReader::read_quoted() {
  if (peek() == '\\') {
    std::size_t slashes = 1;
    while (peek(slashes) == '\\' && slashes < 7) ++slashes;
    if (!is_quote(peek(slashes))) return false;
    place_.quote = Quote::escaped;
    const std::string_view close = text_.substr(at_, slashes + 1);
    return read_until(close, at_ + close.size());
  }
  for (const std::string_view entity : {"&quot;", "&#34;", "&#39;", "&apos;", "%22"}) {
    if (!is_at(entity)) continue;
    place_.quote = Quote::entity;
    return read_until(entity, at_ + entity.size());
  }
  const char quote = peek();
  if (!is_quote(quote)) return false;
  if (quote != '`' && peek(1) == quote && peek(2) == quote) {
    place_.quote = Quote::triple;
    return read_until(text_.substr(at_, 3), at_ + 3);
  }
  place_.quote = quote == '"'    ? Quote::double_quote
                 : quote == '\'' ? Quote::single
                                 : Quote::backtick;
  return read_plain_quoted(quote);
}

// In a programming language a bare word is a name, except in comments and in strings.
bool PlaceReader::takes_bare_value() const {
  if (place_.joint == Joint::call || place_.joint == Joint::comma) return false;
  if (place_.joint == Joint::compare) return false;
  if (!path_.is_code || place_.is_in_string) return true;
  if (place_.kind == KeyKind::scheme || place_.joint == Joint::element) return true;
  if (text_[place_.key.begin] == '-') return true;
  const std::string_view before = text_.substr(line_begin_, place_.key.begin - line_begin_);
  const std::string_view start = trim(before).substr(0, 2);
  const bool is_comment = start.starts_with("#") || start == "//" || start == "/*" ||
                          start.starts_with("*") || start == "--" || contains(before, " // ") ||
                          contains(before, "# ");
  if (is_comment || is_digit(peek())) return true;
  // A setting in a text over several lines: letters and digits as no name has them.
  if (!place_.key_leads_line || place_.joint == Joint::space) return false;
  const std::string_view rest = text_.substr(at_, 64);
  const std::size_t end = std::min(rest.find_first_of(" \t\n\r;,()[]{}.\"'`<>"), rest.size());
  const auto digits =
      std::count_if(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(end), is_digit);
  const bool ends_line = end == rest.size() || is_line_end(rest[end]);
  return end >= 8 && digits >= 2 && ends_line;
}

bool PlaceReader::read_unquoted() {
  if (!takes_bare_value()) return false;
  const bool is_setting = place_.key_leads_line && !place_.is_in_string && !path_.is_code;
  const std::string_view stops = place_.joint == Joint::element ? "<\n"
                                 : is_setting                   ? " \t\n\r\"'`<>"
                                                                : " \t\n\r\"'`<>&;,)]}|\\";
  const std::size_t last = std::min(text_.size(), at_ + kLongestValue);
  std::size_t end = at_;
  while (end < last && !contains(stops, text_.substr(end, 1))) ++end;
  if (end >= last && end < text_.size()) return false;
  if (place_.joint == Joint::element) {
    std::size_t tag = end;  // may stand on a line of its own
    while (tag < last && is_space(text_[tag])) ++tag;
    if (tag >= text_.size() || text_[tag] != '<') return false;
    closes_at_ = tag;
    while (end > at_ && is_space(text_[end - 1])) --end;
  }
  const std::size_t after = end;
  while (is_setting && end > at_ && contains(",;", text_.substr(end - 1, 1))) --end;
  if (end == at_) return false;
  place_.value = {at_, end};
  at_ = after;
  return true;
}

// "Basic dXNlcjpwYXNz": the value of an Authorization header has its scheme before it.
void PlaceReader::strip_scheme() {
  const std::string_view value = text_.substr(place_.value.begin, place_.value.size());
  const auto strip = [&](std::string_view name, Scheme scheme) {
    if (value.size() <= name.size() + 1 || !is_blank(value[name.size()])) return;
    if (!equals_ignoring_case(value.substr(0, name.size()), name)) return;
    place_.scheme = scheme;
    place_.value.begin += name.size() + 1;
  };
  const std::size_t end = place_.value.end;
  if (place_.quote == Quote::none && end < text_.size() && is_blank(text_[end])) {
    // Bare: the scheme is the whole word, the value the next one.
    const bool is_basic = equals_ignoring_case(value, "basic");
    const bool is_bearer = equals_ignoring_case(value, "bearer");
    if (!is_basic && !is_bearer && !equals_ignoring_case(value, "token")) return;
    at_ = end + 1;
    const std::size_t last = std::min(text_.size(), at_ + kLongestValue);
    std::size_t stop = at_;
    while (stop < last && !contains(" \t\n\r\"'`<>&;,)]}|\\", text_.substr(stop, 1))) ++stop;
    place_.scheme = is_basic ? Scheme::basic : is_bearer ? Scheme::bearer : Scheme::other;
    place_.value = {at_, stop};
    at_ = stop;
    return;
  }
  if (value.starts_with("pass:") && value.size() > 5) place_.value.begin += 5;  // of OpenSSL
  strip("basic", Scheme::basic);
  strip("bearer", Scheme::bearer);
  strip("token", Scheme::other);
  if (place_.scheme != Scheme::none || place_.kind != KeyKind::authorization) return;
  const std::size_t space = value.find(' ');
  const bool is_scheme =
      space != std::string_view::npos && space >= 3 && space <= 16 &&
      std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(space),
                  [](char c) { return is_letter(c) || c == '-'; });
  if (is_scheme && value.find(' ', space + 1) == std::string_view::npos)
    strip(value.substr(0, space), Scheme::other);
}

// A value that is itself a JSON object in a string: {"name": "x", "sig": "y"}. Its texts are what
// may be credentials, under the name that the object has.
bool PlaceReader::read_members(std::vector<Place>& places) {
  const std::string_view value = text_.substr(place_.value.begin, place_.value.size());
  if (place_.quote == Quote::none || value.size() < 8 || value.front() != '{') return false;
  const std::size_t before = places.size();
  std::size_t at = 1;
  while (places.size() < before + kMostMembers) {
    const std::size_t colon = value.find(':', at);
    if (colon == std::string_view::npos) break;
    std::size_t begin = colon + 1;
    while (begin < value.size() && contains(" \\", value.substr(begin, 1))) ++begin;
    if (begin >= value.size() || !is_quote(value[begin])) {
      at = begin;
      continue;
    }
    const std::size_t open = begin;
    std::size_t end = value.find(value[open], open + 1);
    if (end == std::string_view::npos) break;
    at = end + 1;
    while (end > open + 1 && value[end - 1] == '\\') --end;
    Place member = place_;
    member.value = {place_.value.begin + open + 1, place_.value.begin + end};
    member.wrapper = Wrapper::member;
    if (member.value.size() > 0) places.push_back(member);
  }
  return places.size() > before;
}

bool PlaceReader::next_argument() {
  skip_blanks(4);
  if (peek() == ')') return false;
  if (peek() != ',') return false;
  ++at_;
  skip_blanks(8);
  ++place_.argument;
  place_.quote = Quote::none;
  return is_quote(peek()) && read_quoted();
}

void PlaceReader::read_userinfo(std::size_t end, std::vector<Place>& places) const {
  const std::string_view rest = text_.substr(end, 256);
  const std::size_t colon = rest.find_first_of(": \t\n\r\"'`<>/?#@");
  if (colon == std::string_view::npos || rest[colon] != ':') return;
  std::size_t close = rest.find_first_of(" \t\n\r\"'`<>@", colon + 1);
  if (close == std::string_view::npos || rest[close] != '@') return;
  const std::string_view value = rest.substr(colon + 1, close - colon - 1);
  // A port and a path, then an '@': no password.
  const std::size_t slash = value.find('/');
  if (slash != std::string_view::npos &&
      std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(slash), is_digit))
    return;
  // The password may hold an '@': the last one before the host ends counts.
  const std::size_t host_end = std::min(rest.find_first_of(" \t\n\r\"'`<>/?#", close), rest.size());
  const std::size_t last_at = rest.substr(0, host_end).rfind('@');
  if (last_at != std::string_view::npos && last_at > close &&
      !contains(rest.substr(close, last_at - close), ","))
    close = last_at;
  add_user(KeyKind::url, {end, end + colon}, end + close, places);
}

void PlaceReader::read_user_flag(std::size_t end, std::vector<Place>& places) const {
  std::size_t at = end;
  while (at < text_.size() && (is_blank(text_[at]) || is_quote(text_[at]) || text_[at] == '=') &&
         at < end + 4)
    ++at;
  const std::string_view rest = text_.substr(at, 256);
  const std::size_t colon = rest.find_first_of(": \t\n\r\"'`<>/@$");
  if (colon == std::string_view::npos || colon == 0 || rest[colon] != ':') return;
  const std::size_t close = std::min(rest.find_first_of(" \t\n\r\"'`<>", colon + 1), rest.size());
  add_user(KeyKind::user_flag, {at, at + colon}, at + close, places);
}

}  // namespace foureyes
