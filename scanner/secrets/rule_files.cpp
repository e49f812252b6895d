// What must hold between rules, whichever files they stand in.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "secrets/rule.h"

namespace foureyes {

Result<std::vector<Rule>> read_rule_files(const std::vector<RuleSource>& sources) {
  std::vector<Rule> rules;
  for (const RuleSource& source : sources) {
    TRY_ASSIGN(std::vector<Rule> some, read_rules(source));
    std::move(some.begin(), some.end(), std::back_inserter(rules));
  }
  std::set<std::string> ids;
  std::set<std::string> names;
  for (const Rule& rule : rules) {
    if (!ids.insert(rule.info.id).second)
      return failure({.what = concat("two rules have the id ", rule.info.id),
                      .where = concat(rule.provider, ".yml")});
    if (!names.insert(rule.info.name).second)
      return failure({.what = concat("two rules have the name ", rule.info.name),
                      .where = concat(rule.provider, ".yml")});
  }
  for (const Rule& rule : rules)
    for (const std::string& other : rule.overrides)
      if (!ids.contains(other))
        return failure({.what = concat("the rule ", rule.info.id, " overrides ", other,
                                       ", which does not exist"),
                        .where = concat(rule.provider, ".yml")});
  std::sort(rules.begin(), rules.end(),
            [](const Rule& a, const Rule& b) { return a.info.id < b.info.id; });
  return rules;
}

}  // namespace foureyes
