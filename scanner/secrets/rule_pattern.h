// The exact side of the engine: RE2 over bytes (Latin-1), leftmost-first, compiled at the first
// use.
//
// What a rule matches in a text is defined by RE2 alone: search from the start; after a match,
// search on where its credential ended. A match longer than the definition's width (only patterns
// without a bound have such) or over more lines is none, and the search goes on after its first
// byte; in a text with thousands of those it goes on after `width` bytes instead, so that time
// stays linear.
//
// find_all gives exactly that, but looks only around places where the prefilter saw something. It
// needs the promise that every match (begin, end] holds a hint, and takes linear time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text_position.h"

namespace re2 {
class RE2;
}

namespace foureyes {

struct PatternFacts {
  std::uint32_t groups = 0;
  std::uint32_t secret_group = 0;  // named `secret`, else 1
  std::uint32_t key_group = 0;     // named `key`, else 0: none
  std::uint32_t width = 0;         // of the longest match; kUnbounded without a bound
  bool matches_empty = false;
  bool crosses_lines = false;  // a match may hold a line break, as far as can be told
  std::string refusal;         // why Hyperscan does not take the pattern; empty: it does
};
inline constexpr std::uint32_t kUnbounded = 0xffff'ffff;

// Checks a pattern in both engines. The message of an error names what is wrong, not where. What
// RE2 takes and Hyperscan does not is fine, and slower.
Result<PatternFacts> inspect_pattern(const std::string& pattern);

// Whether a match holds a line break as its first or last byte alone, as far as can be told.
bool stays_within_line(const std::string& pattern);

// Checks a path pattern (RE2 only; anchors are fine).
Result<void> inspect_path_pattern(const std::string& pattern);

struct PatternMatch {
  ByteRange whole;
  ByteRange secret;
  ByteRange key;  // the name that the credential is assigned to; empty: none
  auto operator<=>(const PatternMatch&) const = default;
};

class RulePattern {
 public:
  struct Definition {
    std::string pattern;
    std::uint32_t width = 0;
    std::uint32_t secret_group = 1;
    std::uint32_t key_group = 0;
    // Line breaks within a match, but for its first and its last byte.
    std::size_t most_breaks = kUnbounded;
  };
  explicit RulePattern(Definition definition);
  ~RulePattern();

  // Called for each match; false stops the search.
  using Visit = std::function<bool(const PatternMatch&)>;

  // `hints`: sorted, disjoint ranges of offsets, inclusive at both ends: a match (begin, end] holds
  // one of them.
  void find_all(std::string_view text, const std::vector<ByteRange>& hints,
                const Visit& visit) const;
  // The definition, for tests and for short texts.
  void find_all_slowly(std::string_view text, const Visit& visit) const;
  // Matches that lie within `region`; what is around it is still seen by \b.
  void find_all_within(std::string_view text, ByteRange region, const Visit& visit) const;
  // Anywhere in the text (paths).
  bool occurs_in(std::string_view text) const;

 private:
  struct Cursor {
    std::size_t at = 0;
    std::size_t too_long = 0;  // matches that were longer than the width
  };
  bool find_first(std::string_view text, ByteRange window, PatternMatch& match) const;
  bool next_match(std::string_view text, ByteRange window, Cursor& cursor,
                  PatternMatch& match) const;
  bool has_few_breaks(std::string_view text, ByteRange match) const;
  const re2::RE2& compiled() const;
  Definition definition_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace foureyes
