#include "secrets/views/escapes.h"

#include <array>

#include "base/text.h"
#include "secrets/views/plausible_text.h"

namespace foureyes {
namespace {

constexpr std::size_t kLeastEscapes = 2;
constexpr std::size_t kLeastDecoded = 8;
constexpr std::size_t kMarkDistance = 256;
constexpr std::uint32_t kNoDigit = 16;

std::uint32_t hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f') return static_cast<std::uint32_t>(lower - 'a' + 10);
  return kNoDigit;
}

// The number in exactly `count` hex digits at `at`.
std::optional<std::uint32_t> hex_number(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t digit = hex_digit(text[at + i]);
    if (digit == kNoDigit) return std::nullopt;
    number = number << 4 | digit;
  }
  return number;
}

EscapeUnit literal(std::string_view text, std::size_t at, std::string* out) {
  if (out != nullptr) *out += text[at];
  return {};
}

EscapeUnit character(std::size_t source, char32_t code_point, std::string* out) {
  std::string bytes;
  append_utf8(bytes, code_point);
  if (out != nullptr) *out += bytes;
  return {source, bytes.size(), true};
}

// \uXXXX and, where it is the first half of a pair, the second half behind it.
EscapeUnit utf16_escape(std::string_view text, std::size_t at, char32_t unit, std::string* out) {
  if (unit >= 0xd800 && unit < 0xdc00 && text.substr(at + 6, 2) == "\\u") {
    const auto low = hex_number(text, at + 8, 4);
    if (low && *low >= 0xdc00 && *low < 0xe000)
      return character(12, 0x10000 + ((unit - 0xd800) << 10) + (*low - 0xdc00), out);
  }
  return character(6, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit, out);
}

std::optional<EscapeUnit> braced_escape(std::string_view text, std::size_t at, std::string* out) {
  for (std::size_t digits = 1; digits <= 6; ++digits) {
    if (at + 3 + digits >= text.size() || text[at + 3 + digits] != '}') continue;
    const auto number = hex_number(text, at + 3, digits);
    if (!number || *number > 0x10ffff || (*number >= 0xd800 && *number < 0xe000)) break;
    return character(digits + 4, *number, out);
  }
  return std::nullopt;
}

bool is_outside(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; }

bool ends_url(char c) {
  return is_outside(c) || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '{' ||
         c == '}' || c == '|' || c == '\\' || c == '^';
}

bool ends_literal(char c) { return is_outside(c) || c == '"' || c == '\'' || c == '`'; }

struct Dialect {
  Encoding encoding;
  char mark;  // begins each escape
  bool (*ends_run)(char);
  EscapeUnit (*unit)(std::string_view, std::size_t, std::string*);
};

constexpr Dialect kPercent{Encoding::percent, '%', ends_url, percent_unit};
constexpr Dialect kEscape{Encoding::escape, '\\', ends_literal, escape_unit};

// Decodes from `begin` to the end of the run and sets run.source. Bytes that are no text end it.
// Returns the number of escapes that stand for plain characters.
std::size_t decode(const Dialect& dialect, std::string_view text, std::size_t begin,
                   DecodedRun& run) {
  std::size_t escapes = 0;
  std::size_t at = begin;
  while (at < text.size() && !dialect.ends_run(text[at])) {
    const std::size_t before = run.bytes.size();
    if (run.marks.empty() || before - run.marks.back().unit >= kMarkDistance)
      run.marks.push_back({before, at});
    const EscapeUnit unit = dialect.unit(text, at, &run.bytes);
    const char first = run.bytes[before];
    if (unit.is_escape && unit.decoded == 1 && first > ' ' && first < '\x7f') ++escapes;
    at += unit.source;
    // A control character ends the text.
    if (unit.is_escape && unit.decoded == 1 && !(first & 0x80) &&
        plausible_length({&first, 1}) == 0) {
      run.bytes.resize(before);
      break;
    }
  }
  run.source = {begin, at};
  return escapes;
}

void find_runs(const Dialect& dialect, std::string_view text, std::size_t from,
               const VisitRun& visit) {
  std::size_t done = from;
  for (std::size_t at; (at = text.find(dialect.mark, done)) != std::string_view::npos;) {
    if (!dialect.unit(text, at, nullptr).is_escape) {
      // A doubled backslash is one character.
      done = at + dialect.unit(text, at, nullptr).source;
      continue;
    }
    std::size_t begin = at;
    while (begin > done && !dialect.ends_run(text[begin - 1])) --begin;
    DecodedRun run{.encoding = dialect.encoding};
    const std::size_t escapes = decode(dialect, text, begin, run);
    done = run.source.end;
    if (escapes >= kLeastEscapes && run.bytes.size() >= kLeastDecoded &&
        is_plausible_text(run.bytes))
      visit(std::move(run));
  }
}

}  // namespace

EscapeUnit percent_unit(std::string_view text, std::size_t at, std::string* out) {
  if (text[at] == '%') {
    if (const auto byte = hex_number(text, at + 1, 2)) {
      if (out != nullptr) *out += static_cast<char>(*byte);
      return {3, 1, true};
    }
  }
  return literal(text, at, out);
}

EscapeUnit escape_unit(std::string_view text, std::size_t at, std::string* out) {
  if (text[at] != '\\' || at + 1 >= text.size()) return literal(text, at, out);
  const char kind = text[at + 1];
  if (kind == 'u' && text.substr(at + 2, 1) == "{") {
    if (const auto unit = braced_escape(text, at, out)) return *unit;
  } else if (kind == 'u') {
    if (const auto unit = hex_number(text, at + 2, 4)) return utf16_escape(text, at, *unit, out);
  } else if (kind == 'U') {
    const auto number = hex_number(text, at + 2, 8);
    if (number && *number <= 0x10ffff && (*number < 0xd800 || *number >= 0xe000))
      return character(10, *number, out);
  } else if (kind == 'x') {
    if (const auto byte = hex_number(text, at + 2, 2)) {
      if (out != nullptr) *out += static_cast<char>(*byte);
      return {4, 1, true};
    }
  }
  constexpr std::string_view kShort = "nrt\\/\"'";
  constexpr std::string_view kMeaning = "\n\r\t\\/\"'";
  const std::size_t which = kShort.find(kind);
  if (which == std::string_view::npos) return literal(text, at, out);
  if (out != nullptr) *out += kMeaning[which];
  return {2, 1, false};
}

void find_percent_runs(std::string_view text, ByteRange range, const VisitRun& visit) {
  find_runs(kPercent, text.substr(0, range.end), range.begin, visit);
}

void find_escape_runs(std::string_view text, ByteRange range, const VisitRun& visit) {
  find_runs(kEscape, text.substr(0, range.end), range.begin, visit);
}

}  // namespace foureyes
