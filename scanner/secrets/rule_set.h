// The rules in force, compiled: one Hyperscan database that says where a rule may match, and one
// RE2 a rule, compiled at its first candidate.
//
// Built once and shared const& between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "secrets/filter_lists.h"
#include "secrets/hint_source.h"
#include "secrets/rule.h"

namespace foureyes {

class GenericJudge;
class Prefilter;
class RulePattern;

// What tells the detector where a rule may match.
enum class HintUse : std::uint32_t {
  of_words,    // words near the credential alone
  of_pattern,  // the prefilter's hints
  whole_text,  // nothing: Hyperscan refuses the pattern, RE2 reads all
};

class RuleSet {
 public:
  // Reads and compiles rule files (takes seconds for hundreds of rules). A source whose name ends
  // in "filters.yml" holds the filters' words; "common_words.txt" and "model.txt" are the generic
  // detection's, needed where a rule has places.
  static Result<RuleSet> from_sources(const std::vector<RuleSource>& sources);
  // Reads what to_table() wrote (about a millisecond): builtin_rules(), or a cache whose digest the
  // caller has checked. The bytes must outlive the set. With RuleDetail::for_matching the rules
  // lack what only people and tests read; info_of() has it.
  static Result<RuleSet> from_table(std::string_view table, RuleDetail detail = RuleDetail::all);
  Result<std::string> to_table() const;

  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  const std::vector<Rule>& rules() const { return rules_; }  // sorted by id
  const Rule* find(std::string_view id) const;
  // Whole in any case; of a rule of this set.
  RuleInfo info_of(std::string_view id) const;
  // sha256, hex, over the names and texts of the sources.
  const std::string& digest() const { return digest_; }

  const FilterLists& filters() const { return filters_; }
  // Null where no rule has places.
  const GenericJudge* generic() const { return generic_.get(); }
  // The rule that takes places of this kind; none: rules().size().
  std::size_t rule_for(PlaceKind kind) const;
  // For the detector. `rule` is an index into rules().
  const Prefilter& prefilter() const { return *prefilter_; }
  const RulePattern& pattern(std::size_t rule) const { return *patterns_[rule]; }
  // One for each of the rule's parts.
  const std::vector<std::unique_ptr<RulePattern>>& part_patterns(std::size_t rule) const {
    return part_patterns_[rule];
  }
  const HintSource& hint_source(unsigned id) const { return hint_sources_[id]; }
  // Whether hints tell where the pattern of a rule may match; else only where its words are.
  bool looks_for_pattern(std::size_t rule) const {
    return own_patterns_[rule] != static_cast<std::uint32_t>(HintUse::of_words);
  }
  const std::vector<std::uint32_t>& whole_text_rules() const { return whole_text_rules_; }
  // Whether each hint lies on one line, which may begin behind a line break and end with one.
  bool has_hints_within_lines() const { return has_hints_within_lines_; }
  // How many rules deep the chain of `overrides` below this rule is.
  std::uint32_t specificity(std::size_t rule) const { return specificity_[rule]; }
  // Whether the rule looks at this path at all.
  bool applies_to(std::size_t rule, std::string_view path) const;
  // Indices of the rules whose finding is the file's name, for this path.
  std::vector<std::size_t> path_rules_for(std::string_view path) const;
  // Rules that look at some paths only.
  const std::vector<std::uint32_t>& path_limited() const { return path_limited_; }

 private:
  RuleSet();
  explicit RuleSet(std::vector<Rule> rules, std::string digest);
  void set_hint_uses(std::vector<std::uint32_t> uses);
  void make_patterns();
  void make_specificity();

  std::vector<Rule> rules_;
  std::vector<std::string_view> rule_bytes_;  // of a table; empty without one
  FilterLists filters_;
  std::unique_ptr<GenericJudge> generic_;
  std::string digest_;
  std::unique_ptr<Prefilter> prefilter_;
  std::vector<HintSource> hint_sources_;                                  // by id of the prefilter
  std::vector<std::unique_ptr<RulePattern>> patterns_;                    // one a rule
  std::vector<std::unique_ptr<RulePattern>> path_patterns_;               // one a rule, or null
  std::vector<std::unique_ptr<RulePattern>> except_patterns_;             // one a rule, or null
  std::vector<std::vector<std::unique_ptr<RulePattern>>> part_patterns_;  // by rule
  std::unique_ptr<RulePattern> any_path_rule_;                            // null without path rules
  std::vector<std::uint32_t> own_patterns_;                               // by rule: HintUse
  std::vector<std::uint32_t> whole_text_rules_;
  bool has_hints_within_lines_ = false;
  std::vector<std::uint32_t> specificity_;
  std::vector<std::uint32_t> path_limited_;
};

}  // namespace foureyes
