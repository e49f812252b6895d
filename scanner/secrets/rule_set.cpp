#include "secrets/rule_set.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/check.h"
#include "base/digest.h"
#include "base/text.h"
#include "secrets/candidates.h"
#include "secrets/generic/judge.h"
#include "secrets/lines.h"
#include "secrets/pattern_outline.h"
#include "secrets/prefilter.h"
#include "secrets/rule_pattern.h"
#include "secrets/rule_table.h"

namespace foureyes {
namespace {

// A literal of this length makes a pattern cheap to look for.
constexpr std::size_t kStrongLiteral = 3;

struct HintPlan {
  std::vector<PrefilterPattern> patterns;
  std::vector<HintSource> sources;
};

// Whether the prefilter looks for the rule's pattern itself. Where the pattern has no literal it
// would have to follow every run of digits; the words near it are rarer.
bool has_own_pattern(const Rule& rule) {
  if (!rule.refusal.empty() && !rule.near.empty()) return false;
  return rule.near.empty() || required_literal(rule.pattern).size() >= kStrongLiteral;
}

// A pattern without bounds is not for Hyperscan: its keywords stand for it.
bool looks_for_keywords(const Rule& rule) {
  return rule.max_width == kWidestMatch && rule.prefilter.empty() && !rule.keywords.empty();
}

// Nothing tells where a rule that Hyperscan refuses may match: RE2 reads the whole text.
bool needs_whole_text(const Rule& rule) {
  return !rule.refusal.empty() && rule.places.empty() && rule.near.empty() &&
         rule.prefilter.empty() && !looks_for_keywords(rule);
}

HintUse hint_use(const Rule& rule) {
  if (needs_whole_text(rule)) return HintUse::whole_text;
  return has_own_pattern(rule) ? HintUse::of_pattern : HintUse::of_words;
}

// Words that several rules name are looked for once.
class HintPlanner {
 public:
  void add(const Rule& rule, std::uint32_t index) {
    for (const std::string& word : rule.near)
      add_word(near_, word, rule, {{index}, static_cast<std::uint32_t>(word.size())});
    if (hint_use(rule) != HintUse::of_pattern || (!rule.places.empty() && rule.keywords.empty()))
      return;
    if (looks_for_keywords(rule)) {
      for (const std::string& word : rule.keywords) add_word(keywords_, word, rule, {{index}, 0});
      return;
    }
    const std::string text =
        rule.prefilter.empty() ? cheaper_pattern(rule.pattern) : rule.prefilter;
    const auto known = expressions_.find(text);
    if (known != expressions_.end()) {
      plan_.sources[known->second].rules.push_back(index);
      return;
    }
    expressions_[text] =
        add_pattern({text, PrefilterPatternKind::expression, rule.info.id}, {{index}, 0});
  }
  HintPlan take() { return std::move(plan_); }

 private:
  unsigned add_pattern(PrefilterPattern pattern, HintSource source) {
    plan_.patterns.push_back(std::move(pattern));
    plan_.sources.push_back(std::move(source));
    return static_cast<unsigned>(plan_.sources.size() - 1);
  }
  void add_word(std::map<std::string, unsigned>& known, const std::string& word, const Rule& rule,
                HintSource source) {
    const auto place = known.find(to_lower(word));
    if (place != known.end()) {
      plan_.sources[place->second].rules.push_back(source.rules.front());
      return;
    }
    known[to_lower(word)] =
        add_pattern({word, PrefilterPatternKind::word, rule.info.id}, std::move(source));
  }

  HintPlan plan_;
  std::map<std::string, unsigned> near_;
  std::map<std::string, unsigned> keywords_;
  std::map<std::string, unsigned> expressions_;  // two rules may share a prefilter
};

// What the prefilter looks for.
HintPlan plan_hints(const std::vector<Rule>& rules) {
  HintPlanner planner;
  for (std::uint32_t index = 0; index < rules.size(); ++index)
    if (rules[index].kind != RuleKind::path) planner.add(rules[index], index);
  return planner.take();
}

// Compiles what the rules need; a rule whose pattern Hyperscan refuses is marked and left to RE2.
Result<Prefilter> compile_hints(std::vector<Rule>& rules, HintPlan& plan) {
  for (;;) {
    plan = plan_hints(rules);
    auto prefilter = Prefilter::compile(plan.patterns);
    if (prefilter) return prefilter;
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& other) {
      return other.info.id == prefilter.error().where && other.refusal.empty();
    });
    if (rule == rules.end()) return prefilter;
    rule->refusal = prefilter.error().what;
  }
}

bool have_hints_within_lines(const HintPlan& plan) {
  return std::all_of(plan.patterns.begin(), plan.patterns.end(), [](const PrefilterPattern& hint) {
    return hint.kind == PrefilterPatternKind::word ? !contains(hint.text, "\n")
                                                   : stays_within_line(hint.text);
  });
}

std::string digest_of(const std::vector<RuleSource>& sources) {
  std::map<std::string, std::string_view> sorted;
  for (const RuleSource& source : sources) sorted[source.name] = source.text;
  Sha256Builder digest;
  for (const auto& [name, text] : sorted) digest.add(name).add(text);
  return digest.finish().hex();
}

std::unique_ptr<RulePattern> search_pattern(const std::string& pattern) {
  if (pattern.empty()) return nullptr;
  return std::make_unique<RulePattern>(RulePattern::Definition{pattern, kUnbounded, 0, 0});
}

}  // namespace

RuleSet::RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

RuleSet::RuleSet(std::vector<Rule> rules, std::string digest)
    : rules_(std::move(rules)), digest_(std::move(digest)) {
  make_patterns();
  make_specificity();
}

Result<RuleSet> RuleSet::from_sources(const std::vector<RuleSource>& sources) {
  std::vector<RuleSource> rule_files;
  FilterLists filters;
  std::string_view common_words;
  std::string_view model;
  for (const RuleSource& source : sources) {
    if (source.name.ends_with(".txt")) {
      (source.name.ends_with("model.txt") ? model : common_words) = source.text;
      continue;
    }
    if (!source.name.ends_with("filters.yml")) {
      rule_files.push_back(source);
      continue;
    }
    TRY_ASSIGN(filters, read_filter_lists(source));
  }
  TRY_ASSIGN(std::vector<Rule> rules, read_rule_files(rule_files));
  RuleSet set(std::move(rules), digest_of(sources));
  set.filters_ = std::move(filters);
  const bool has_places = std::any_of(set.rules_.begin(), set.rules_.end(),
                                      [](const Rule& rule) { return !rule.places.empty(); });
  if (has_places) {
    TRY_ASSIGN(GenericJudge judge, GenericJudge::from_texts(common_words, model));
    set.generic_ = std::make_unique<GenericJudge>(std::move(judge));
  }
  HintPlan plan;
  TRY_ASSIGN(Prefilter prefilter, compile_hints(set.rules_, plan));
  std::vector<std::uint32_t> uses;
  for (const Rule& rule : set.rules_) uses.push_back(static_cast<std::uint32_t>(hint_use(rule)));
  set.set_hint_uses(std::move(uses));
  set.has_hints_within_lines_ = have_hints_within_lines(plan);
  set.hint_sources_ = std::move(plan.sources);
  set.prefilter_ = std::make_unique<Prefilter>(std::move(prefilter));
  return set;
}

Result<RuleSet> RuleSet::from_table(std::string_view table, RuleDetail detail) {
  TRY_ASSIGN(RuleTable read, read_rule_table(table, detail));
  TRY_ASSIGN(Prefilter prefilter, Prefilter::from_bytes(read.database));
  RuleSet set(std::move(read.rules), std::move(read.digest));
  set.filters_ = std::move(read.filters);
  set.rule_bytes_ = std::move(read.rule_bytes);
  set.hint_sources_ = std::move(read.hints);
  set.set_hint_uses(std::move(read.own_patterns));
  set.has_hints_within_lines_ = read.has_hints_within_lines;
  if (!read.generic.empty()) {
    TRY_ASSIGN(GenericJudge judge, GenericJudge::from_table(read.generic));
    set.generic_ = std::make_unique<GenericJudge>(std::move(judge));
  }
  set.prefilter_ = std::make_unique<Prefilter>(std::move(prefilter));
  return set;
}

Result<std::string> RuleSet::to_table() const {
  TRY_ASSIGN(const std::string database, prefilter_->to_bytes());
  const std::string generic = generic_ ? generic_->to_table() : std::string();
  return write_rule_table({.rules = rules_,
                           .filters = filters_,
                           .digest = digest_,
                           .hints = hint_sources_,
                           .own_patterns = own_patterns_,
                           .has_hints_within_lines = has_hints_within_lines_,
                           .generic = generic,
                           .database = database});
}

void RuleSet::set_hint_uses(std::vector<std::uint32_t> uses) {
  own_patterns_ = std::move(uses);
  for (std::uint32_t rule = 0; rule < own_patterns_.size(); ++rule)
    if (own_patterns_[rule] == static_cast<std::uint32_t>(HintUse::whole_text))
      whole_text_rules_.push_back(rule);
}

void RuleSet::make_patterns() {
  std::vector<std::string> of_path_rules;
  for (std::uint32_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    patterns_.push_back(std::make_unique<RulePattern>(RulePattern::Definition{
        rule.pattern, rule.max_width, rule.secret_group, rule.key_group,
        rule.max_width > kWidestNearMatch ? kUnbounded : kMostCrossedLines}));
    auto& parts = part_patterns_.emplace_back();
    for (const RulePart& part : rule.parts)
      parts.push_back(std::make_unique<RulePattern>(
          RulePattern::Definition{part.pattern, part.max_width, part.secret_group, 0}));
    path_patterns_.push_back(search_pattern(rule.path));
    except_patterns_.push_back(search_pattern(rule.except_path));
    if (rule.kind == RuleKind::path) of_path_rules.push_back(concat("(?:", rule.path, ")"));
    if (!rule.path.empty() || !rule.except_path.empty()) path_limited_.push_back(i);
  }
  if (!of_path_rules.empty()) any_path_rule_ = search_pattern(join(of_path_rules, "|"));
}

void RuleSet::make_specificity() {
  specificity_.assign(rules_.size(), 0);
  // A chain is at most as long as there are rules; a circle ends there too.
  for (std::size_t round = 0; round < rules_.size(); ++round) {
    bool changed = false;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      for (const std::string& id : rules_[i].overrides) {
        const auto other = static_cast<std::size_t>(find(id) - rules_.data());
        if (specificity_[i] > specificity_[other]) continue;
        specificity_[i] = specificity_[other] + 1;
        changed = true;
      }
    }
    if (!changed) return;
  }
}

const Rule* RuleSet::find(std::string_view id) const {
  const auto place =
      std::lower_bound(rules_.begin(), rules_.end(), id,
                       [](const Rule& rule, std::string_view key) { return rule.info.id < key; });
  return place != rules_.end() && place->info.id == id ? &*place : nullptr;
}

std::size_t RuleSet::rule_for(PlaceKind kind) const {
  const auto takes = [&](const Rule& rule) {
    return std::find(rule.places.begin(), rule.places.end(), kind) != rule.places.end();
  };
  return static_cast<std::size_t>(std::find_if(rules_.begin(), rules_.end(), takes) -
                                  rules_.begin());
}

RuleInfo RuleSet::info_of(std::string_view id) const {
  const Rule* rule = find(id);
  CHECK(rule != nullptr, "the rule is one of this set");
  if (rule_bytes_.empty()) return rule->info;
  return read_rule_bytes(rule_bytes_[static_cast<std::size_t>(rule - rules_.data())]).info;
}

bool RuleSet::applies_to(std::size_t rule, std::string_view path) const {
  if (path_patterns_[rule] && !path_patterns_[rule]->occurs_in(path)) return false;
  return !except_patterns_[rule] || !except_patterns_[rule]->occurs_in(path);
}

std::vector<std::size_t> RuleSet::path_rules_for(std::string_view path) const {
  std::vector<std::size_t> rules;
  if (!any_path_rule_ || path.empty() || !any_path_rule_->occurs_in(path)) return rules;
  for (std::size_t i = 0; i < rules_.size(); ++i)
    if (rules_[i].kind == RuleKind::path && applies_to(i, path)) rules.push_back(i);
  return rules;
}

}  // namespace foureyes
