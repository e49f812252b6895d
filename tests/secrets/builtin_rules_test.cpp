// The rules that are embedded in the program, checked against their own examples.
#include "builtin_rules/builtin_rules.h"

#include <map>
#include <set>

#include "secrets/rule_lint.h"
#include "secrets/rule_set.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

RuleSet builtin() {
  auto rules = RuleSet::from_table(builtin_rules());
  REQUIRE(rules.has_value());
  return std::move(*rules);
}

}  // namespace

TEST_CASE("every built-in rule finds its examples and not its negative examples") {
  const RuleSet rules = builtin();
  const auto problems = lint_rules(rules);
  REQUIRE(problems.has_value());
  for (const RuleProblem& problem : *problems) FAIL_CHECK(problem.rule_id << ": " << problem.what);
}

TEST_CASE("what the prefilter looks for lies on one line") {
  CHECK(builtin().has_hints_within_lines());
}

TEST_CASE("every built-in rule says what it is, where that is written and what to do") {
  const RuleSet rules = builtin();
  std::set<std::string> ids;
  std::set<std::string> names;
  for (const Rule& rule : rules.rules()) {
    INFO(rule.info.id);
    CHECK(ids.insert(rule.info.id).second);
    CHECK(names.insert(rule.info.name).second);
    CHECK_FALSE(rule.info.title.empty());
    CHECK_FALSE(rule.info.description.empty());
    CHECK_FALSE(rule.info.remediation.empty());
    CHECK_FALSE(rule.info.references.empty());
    CHECK_FALSE(rule.info.tags.empty());
    CHECK_FALSE(rule.info.controls.empty());
    CHECK(rules.find(rule.info.id) == &rule);
  }
}
