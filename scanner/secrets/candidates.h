// Everything in a text that some rule matches, before anything is decided about it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text_position.h"
#include "model/notice.h"
#include "secrets/hint_source.h"
#include "secrets/line_matches.h"
#include "secrets/prefilter.h"
#include "secrets/rule_pattern.h"
#include "secrets/rule_set.h"

namespace foureyes {

struct Candidate {
  std::uint32_t rule = 0;  // index
  PatternMatch match;
};

// Hints by rule, reused from text to text.
struct CandidateScratch {
  CandidateScratch(PrefilterScratch prefilter_scratch, std::size_t rules)
      : prefilter(std::move(prefilter_scratch)), hints(rules), words(rules) {}
  PrefilterScratch prefilter;
  std::vector<std::vector<ByteRange>> hints;  // where its pattern may match
  std::vector<std::vector<ByteRange>> words;  // where its `near` words end
  std::vector<std::uint32_t> touched;         // rules with hints
  std::size_t ranges = 0;
  LineMatches line_matches = {};
  // Of the last path: texts of one path often come one after the other.
  std::string path;
  std::vector<std::uint32_t> named_by_path;  // rules_named_by()
};

// A match of more bytes may go over more lines than a decision reads around a value.
inline constexpr std::size_t kWidestNearMatch = 512;

struct CandidateSearch {
  std::string_view path;
  std::string_view text;
  std::uint32_t limit = 0;
  // Where patterns and words are looked for, ascending and disjoint; null: everywhere.
  const std::vector<ByteRange>* ranges = nullptr;
};

// Whether a match of the prefilter that ends there is one: a word that rules want nearby begins as
// a word does.
bool is_hint(const HintSource& source, std::string_view text, std::size_t end);

enum class CandidateCoverage { whole_text, limit_reached, refused };

// Rule by rule, each by position.
struct Candidates {
  std::vector<Candidate> found;
  CandidateCoverage coverage = CandidateCoverage::whole_text;
  std::vector<ByteRange> place_ends;  // for find_places(): where words of rules with places end
  // A rule that may match more bytes than near ones (kWidestNearMatch), over several lines, was
  // looked for.
  bool has_wide_hint = false;
};

Candidates find_candidates(const RuleSet& rules, const CandidateSearch& search,
                           CandidateScratch& scratch);
// Indices of the rules that have a `near` word in this path, sorted.
std::vector<std::uint32_t> rules_named_by(const RuleSet& rules, std::string_view path,
                                          const PrefilterScratch& scratch);

// The same by RE2 alone, for tests: this is what find_candidates is defined by.
Candidates find_candidates_slowly(const RuleSet& rules, const CandidateSearch& search);

}  // namespace foureyes
