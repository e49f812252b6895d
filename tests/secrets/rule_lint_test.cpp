// Rule files that people write: what is wrong with them, and where.
#include "secrets/rule_lint.h"

#include "base/text.h"
#include "secrets/detector.h"
#include "secrets/rule_set.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

struct Draft {
  std::string id = "acme-key";
  std::string name = "AcmeKey";
  std::string pattern = "acme_([0-9a-z]{20,40})";
  std::string example = "acme_{{lower-alnum:20}}";
  std::string negative = "acme_short";
  std::string more = {};
};

std::string yaml(const Draft& draft) {
  return concat("- id: ", draft.id, "\n  name: ", draft.name,
                "\n  title: Acme key\n  description: Opens the account.\n  severity: high\n"
                "  pattern: '",
                draft.pattern, "'\n  examples: ['", draft.example, "']\n  negative_examples: ['",
                draft.negative,
                "']\n  references: ['https://docs.example.com/keys']\n"
                "  remediation: Roll the key.\n  tags: [saas]\n",
                draft.more);
}

Error refusal(const std::string& text) {
  const auto rules = RuleSet::from_sources({{"acme.yml", text}});
  REQUIRE_FALSE(rules.has_value());
  return rules.error();
}

std::vector<RuleProblem> problems(const Draft& draft) {
  const auto rules = RuleSet::from_sources({{"acme.yml", yaml(draft)}});
  REQUIRE(rules.has_value());
  const auto found = lint_rules(*rules);
  REQUIRE(found.has_value());
  return *found;
}

}  // namespace

TEST_CASE("a rule that is well made has no problem") { CHECK(problems({}).empty()); }

TEST_CASE("a pattern that no engine takes is refused at its line and column") {
  const Error error = refusal(yaml({.pattern = "acme_([0-9a-z]{20}"}));
  CHECK(error.where == "acme.yml:6:12");
  CHECK(contains(error.what, "missing )"));
}

TEST_CASE("a repetition without a bound is refused unless words stand for the pattern") {
  const Error error = refusal(yaml({.pattern = "acme_([0-9a-z]+)"}));
  CHECK(error.where == "acme.yml:6:12");
  CHECK(contains(error.what, "no upper bound"));
  const Draft draft{
      .pattern = "acme_([0-9a-z]+)", .negative = "none", .more = "  keywords: [acme]\n"};
  CHECK(problems(draft).empty());
}

TEST_CASE("an unknown key is refused where it stands") {
  const Error error = refusal(yaml({.more = "  entropy: 3\n"}));
  CHECK(error.where == "acme.yml:12:3");
  CHECK(contains(error.what, "entropy"));
}

TEST_CASE("an id or a name that occurs twice is refused, and both places are named") {
  const Error ids = refusal(yaml({}) + yaml({.name = "Other"}));
  CHECK(ids.where == "acme.yml:12:3");
  CHECK(contains(ids.what, "acme-key"));
  CHECK(contains(ids.what, "acme.yml:1:3"));
  const Error names = refusal(yaml({}) + yaml({.id = "other"}));
  CHECK(contains(names.what, "AcmeKey"));
}

TEST_CASE("an example that gives no finding is named with its place") {
  const auto found = problems({.example = "acne_{{lower-alnum:20}}"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].where == "acme.yml:7:14");
  CHECK(contains(found[0].what, "no finding"));
}

TEST_CASE("a counter-example that gives a finding is named with its place") {
  const auto found = problems({.negative = "acme_{{lower-alnum:20}}"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].where == "acme.yml:8:23");
  CHECK(contains(found[0].what, "negative example"));
}

TEST_CASE("a pattern that Hyperscan refuses is found by RE2 alone, and the rule says why") {
  const std::string text = yaml(
      {.pattern = "(?U)acme([ab_]{20,40}c)", .example = "acme{{[ab_]:24}}c", .negative = "none"});
  auto rules = RuleSet::from_sources({{"acme.yml", text}});
  REQUIRE(rules.has_value());
  CHECK(contains(rules->rules()[0].refusal, "Hyperscan"));
  CHECK(lint_rules(*rules)->empty());
  // The compiled form knows it as well.
  const auto table = rules->to_table();
  REQUIRE(table.has_value());
  const auto loaded = RuleSet::from_table(*table);
  REQUIRE(loaded.has_value());
  CHECK(lint_rules(*loaded)->empty());
}
