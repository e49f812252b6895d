#include "secrets/rule_set.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/digest.h"
#include "base/text.h"
#include "secrets/pattern_outline.h"
#include "secrets/prefilter.h"
#include "secrets/rule_pattern.h"
#include "secrets/rule_table.h"

namespace foureyes {
namespace {

// A literal of this length is rare enough to call a rule.
constexpr std::size_t kStrongLiteral = 4;

struct HintPlan {
  std::vector<PrefilterPattern> patterns;
  std::vector<HintSource> sources;
};

bool uses_keywords(const Rule& rule) {
  return !rule.keywords.empty() && rule.prefilter.empty() &&
         required_literal(rule.pattern).size() < kStrongLiteral;
}

// Which patterns the prefilter looks for. Words that several rules name are looked for once. The
// ids follow from the rules alone, so a table need not hold them.
HintPlan plan_hints(const std::vector<Rule>& rules) {
  HintPlan plan;
  std::map<std::string, unsigned> near_words;
  std::map<std::string, unsigned> keywords;
  const auto add = [&](PrefilterPattern pattern, HintSource source) {
    plan.patterns.push_back(std::move(pattern));
    plan.sources.push_back(std::move(source));
    return static_cast<unsigned>(plan.sources.size() - 1);
  };
  for (std::uint32_t index = 0; index < rules.size(); ++index) {
    const Rule& rule = rules[index];
    if (rule.kind == RuleKind::path) continue;
    const bool is_near = !rule.near.empty();
    if (!is_near && !uses_keywords(rule)) {
      const std::string text =
          rule.prefilter.empty() ? cheaper_pattern(rule.pattern) : rule.prefilter;
      add({text, PrefilterPatternKind::expression, rule.info.id}, {{index}, 0});
      continue;
    }
    auto& known = is_near ? near_words : keywords;
    for (const std::string& word : is_near ? rule.near : rule.keywords) {
      const auto place = known.find(to_lower(word));
      if (place != known.end()) {
        plan.sources[place->second].rules.push_back(index);
        continue;
      }
      const auto length = is_near ? static_cast<std::uint32_t>(word.size()) : 0;
      known[to_lower(word)] =
          add({word, PrefilterPatternKind::word, rule.info.id}, {{index}, length});
    }
  }
  return plan;
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
  for (const RuleSource& source : sources) {
    if (!source.name.ends_with("filters.yml")) {
      rule_files.push_back(source);
      continue;
    }
    TRY_ASSIGN(filters, read_filter_lists(source));
  }
  TRY_ASSIGN(std::vector<Rule> rules, read_rule_files(rule_files));
  RuleSet set(std::move(rules), digest_of(sources));
  set.filters_ = std::move(filters);
  HintPlan plan = plan_hints(set.rules_);
  TRY_ASSIGN(Prefilter prefilter, Prefilter::compile(plan.patterns));
  set.hint_sources_ = std::move(plan.sources);
  set.prefilter_ = std::make_unique<Prefilter>(std::move(prefilter));
  return set;
}

Result<RuleSet> RuleSet::from_table(std::string_view table) {
  TRY_ASSIGN(RuleTable read, read_rule_table(table));
  TRY_ASSIGN(Prefilter prefilter, Prefilter::from_bytes(read.database));
  RuleSet set(std::move(read.rules), std::move(read.digest));
  set.filters_ = std::move(read.filters);
  set.hint_sources_ = plan_hints(set.rules_).sources;
  set.prefilter_ = std::make_unique<Prefilter>(std::move(prefilter));
  return set;
}

Result<std::string> RuleSet::to_table() const {
  TRY_ASSIGN(std::string database, prefilter_->to_bytes());
  return write_rule_table({rules_, filters_, digest_, std::move(database)});
}

void RuleSet::make_patterns() {
  std::vector<std::string> of_path_rules;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    patterns_.push_back(std::make_unique<RulePattern>(
        RulePattern::Definition{rule.pattern, rule.max_width, rule.secret_group, rule.key_group}));
    path_patterns_.push_back(search_pattern(rule.path));
    except_patterns_.push_back(search_pattern(rule.except_path));
    if (rule.kind == RuleKind::path) of_path_rules.push_back(concat("(?:", rule.path, ")"));
    if (!rule.path.empty() || !rule.except_path.empty() || !rule.near.empty())
      path_sensitive_.push_back(i);
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

std::vector<RuleInfo> RuleSet::infos() const {
  std::vector<RuleInfo> infos;
  for (const Rule& rule : rules_) infos.push_back(rule.info);
  return infos;
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
