// What must hold between rules, whichever files they stand in.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "secrets/rule.h"

namespace foureyes {
namespace {

Result<void> claim(std::map<std::string, std::string>& seen, std::string_view what,
                   const std::string& text, const Rule& rule) {
  const auto [place, is_new] = seen.emplace(text, rule.origin.rule);
  if (is_new) return {};
  return failure(
      {.what = concat("two rules have the ", what, " ", text, "; the other is at ", place->second),
       .where = rule.origin.rule});
}

}  // namespace

Result<std::vector<Rule>> read_rule_files(const std::vector<RuleSource>& sources) {
  std::vector<Rule> rules;
  for (const RuleSource& source : sources) {
    TRY_ASSIGN(std::vector<Rule> some, read_rules(source));
    std::move(some.begin(), some.end(), std::back_inserter(rules));
  }
  std::map<std::string, std::string> ids;  // where each was seen first
  std::map<std::string, std::string> names;
  for (const Rule& rule : rules) {
    TRY(claim(ids, "id", rule.info.id, rule));
    TRY(claim(names, "name", rule.info.name, rule));
  }
  for (const Rule& rule : rules)
    for (const std::string& other : rule.overrides)
      if (!ids.contains(other))
        return failure({.what = concat("the rule ", rule.info.id, " overrides ", other,
                                       ", which does not exist"),
                        .where = rule.origin.rule});
  std::sort(rules.begin(), rules.end(),
            [](const Rule& a, const Rule& b) { return a.info.id < b.info.id; });
  return rules;
}

}  // namespace foureyes
