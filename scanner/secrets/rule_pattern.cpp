#include "secrets/rule_pattern.h"

#include <algorithm>
#include <array>
#include <hs/hs.h>
#include <re2/re2.h>

#include "base/check.h"
#include "base/text.h"
#include "secrets/pattern_outline.h"

namespace foureyes {
namespace {

constexpr std::uint32_t kMostGroups = 12;
constexpr std::size_t kMostTooLong = 4096;
constexpr std::int64_t kCompiledLimit = 64 << 20;  // bytes, program and its automaton

re2::RE2::Options byte_options() {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  options.set_longest_match(false);
  options.set_max_mem(kCompiledLimit);
  return options;
}

Result<std::uint32_t> widest_match(const std::string& pattern) {
  hs_expr_info_t* info = nullptr;
  hs_compile_error_t* problem = nullptr;
  if (hs_expression_info(pattern.c_str(), 0, &info, &problem) != HS_SUCCESS) {
    Error error{.what = concat("Hyperscan refuses the pattern: ",
                               problem != nullptr ? problem->message : "no reason given")};
    hs_free_compile_error(problem);
    return failure(error);
  }
  const std::uint32_t width = info->max_width == UINT32_MAX ? kUnbounded : info->max_width;
  std::free(info);
  return width;
}

// `sets`: those of the pattern that count. Where flags are set, a dot may be a line break too.
bool may_hold_line_break(const std::string& pattern, const std::vector<std::string>& sets) {
  const auto matches_line_break = [](const std::string& set) {
    const re2::RE2 compiled(set, byte_options());
    return compiled.ok() && re2::RE2::FullMatch("\n", compiled);
  };
  static const re2::RE2 kDotAll("\\(\\?[a-zA-Z-]*s[a-zA-Z-]*[:)]");
  return pattern.find('\n') != std::string::npos || re2::RE2::PartialMatch(pattern, kDotAll) ||
         std::any_of(sets.begin(), sets.end(), matches_line_break);
}

}  // namespace

bool stays_within_line(const std::string& pattern) {
  return !may_hold_line_break(pattern, inner_character_sets(pattern));
}

Result<PatternFacts> inspect_pattern(const std::string& pattern) {
  const re2::RE2 compiled(pattern, byte_options());
  if (!compiled.ok())
    return failure({.what = concat("RE2 refuses the pattern: ", compiled.error())});
  PatternFacts facts;
  facts.groups = static_cast<std::uint32_t>(compiled.NumberOfCapturingGroups());
  const auto& names = compiled.NamedCapturingGroups();
  const auto named = names.find("secret");
  facts.secret_group = named == names.end() ? 1 : static_cast<std::uint32_t>(named->second);
  const auto key = names.find("key");
  facts.key_group = key == names.end() ? 0 : static_cast<std::uint32_t>(key->second);
  facts.matches_empty = re2::RE2::FullMatch("", compiled);
  facts.crosses_lines = may_hold_line_break(pattern, character_sets(pattern));
  if (facts.groups == 0 || facts.groups >= kMostGroups)
    return failure({.what = concat("the pattern has ", facts.groups, " capture groups"),
                    .fix = "put the credential into a group, and at most 10 groups around it"});
  auto width = widest_match(pattern);
  facts.width = width ? *width : kUnbounded;
  if (!width) facts.refusal = width.error().what;
  return facts;
}

Result<void> inspect_path_pattern(const std::string& pattern) {
  const re2::RE2 compiled(pattern, byte_options());
  if (!compiled.ok())
    return failure({.what = concat("RE2 refuses the path pattern: ", compiled.error())});
  return {};
}

RulePattern::RulePattern(Definition definition) : definition_(std::move(definition)) {
  CHECK(definition_.secret_group < kMostGroups, "checked by inspect_pattern");
}

RulePattern::~RulePattern() = default;

const re2::RE2& RulePattern::compiled() const {
  std::call_once(once_, [this] {
    compiled_ = std::make_unique<re2::RE2>(definition_.pattern, byte_options());
  });
  CHECK(compiled_->ok(), "patterns are checked when rules are read");
  return *compiled_;
}

// The leftmost match that begins and ends in the window. Text around it is context for \b.
bool RulePattern::find_first(std::string_view text, ByteRange window, PatternMatch& match) const {
  std::array<re2::StringPiece, kMostGroups> groups;
  const int count = static_cast<int>(std::max(definition_.secret_group, definition_.key_group)) + 1;
  const re2::StringPiece piece(text.data(), text.size());
  if (!compiled().Match(piece, window.begin, window.end, re2::RE2::UNANCHORED, groups.data(),
                        count))
    return false;
  const auto range_of = [&](const re2::StringPiece& group) {
    const auto begin = static_cast<std::size_t>(group.data() - text.data());
    return ByteRange{begin, begin + group.size()};
  };
  match.whole = range_of(groups[0]);
  const re2::StringPiece& secret = groups[definition_.secret_group];
  // A group that took no part, or an empty one, makes the whole match the credential.
  match.secret = secret.data() == nullptr || secret.empty() ? match.whole : range_of(secret);
  const re2::StringPiece& key = groups[definition_.key_group];
  match.key = {};
  if (definition_.key_group > 0 && key.data() != nullptr) match.key = range_of(key);
  return true;
}

void RulePattern::find_all_slowly(std::string_view text, const Visit& visit) const {
  find_all_within(text, {0, text.size()}, visit);
}

bool RulePattern::has_few_breaks(std::string_view text, ByteRange match) const {
  if (definition_.most_breaks == kUnbounded || match.size() <= 2) return true;
  const std::string_view inner = text.substr(match.begin + 1, match.size() - 2);
  return static_cast<std::size_t>(std::count(inner.begin(), inner.end(), '\n')) <=
         definition_.most_breaks;
}

// The next match in the window that is not too long; moves the cursor behind it.
bool RulePattern::next_match(std::string_view text, ByteRange window, Cursor& cursor,
                             PatternMatch& match) const {
  while (cursor.at < window.end && find_first(text, {cursor.at, window.end}, match)) {
    const bool is_too_long = match.whole.size() > definition_.width;
    if (!is_too_long && has_few_breaks(text, match.whole)) {
      cursor.at = std::max(match.secret.end, match.whole.begin + 1);
      return true;
    }
    const bool too_many = is_too_long && ++cursor.too_long > kMostTooLong;
    cursor.at = match.whole.begin + (too_many ? definition_.width : 1);
  }
  return false;
}

void RulePattern::find_all_within(std::string_view text, ByteRange region,
                                  const Visit& visit) const {
  PatternMatch match;
  Cursor cursor{region.begin};
  while (next_match(text, region, cursor, match))
    if (!visit(match)) return;
}

// Let e be the first hint after the cursor and w the width. Every match from the cursor on holds a
// hint at e or later, so it begins at e - w or later. The window [e - w, e + 2w] therefore shows
// the leftmost match in full if that begins at e + w or earlier, and one byte more tells a match
// that is too long. If there is none such, nothing begins before e + w, and the search moves on by
// w having read 3 w: linear.
void RulePattern::find_all(std::string_view text, const std::vector<ByteRange>& hints,
                           const Visit& visit) const {
  const std::size_t width = definition_.width;
  Cursor cursor;
  for (const ByteRange& range : hints) {
    while (cursor.at < range.end) {
      const std::size_t hint = std::max(range.begin, cursor.at + 1);
      cursor.at = std::max(cursor.at, hint - std::min(hint, width));
      const std::size_t end = std::min(text.size(), hint + 2 * width + 1);
      const std::size_t settled = end == text.size() ? end : hint + width;
      PatternMatch match;
      const bool found =
          next_match(text, {cursor.at, end}, cursor, match) && match.whole.begin <= settled;
      if (found && !visit(match)) return;
      if (!found) cursor.at = settled;
      if (!found && end == text.size()) return;
    }
  }
}

bool RulePattern::occurs_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled());
}

}  // namespace foureyes
