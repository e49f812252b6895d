#include "privilege/dialects/codeowners_rules.h"

#include "support/catch.h"

namespace foureyes {

TEST_CASE("owner patterns match as the platform documents them") {
  CHECK(owner_pattern_matches("*", "a/b/c.txt"));
  CHECK(owner_pattern_matches("*.js", "web/app.js"));
  CHECK(owner_pattern_matches("/build/logs/", "build/logs/today/x.log"));
  CHECK_FALSE(owner_pattern_matches("/build/logs/", "other/build/logs/x.log"));
  CHECK(owner_pattern_matches("docs/*", "docs/start.md"));
  CHECK_FALSE(owner_pattern_matches("docs/*", "docs/build/trouble.md"));
  CHECK(owner_pattern_matches("apps/", "deep/apps/x"));
  CHECK(owner_pattern_matches("/docs/", "docs/a/b"));
  CHECK_FALSE(owner_pattern_matches("/docs/", "src/docs/a"));
  CHECK(owner_pattern_matches("/scripts", "scripts/run.sh"));
  CHECK(owner_pattern_matches("**/logs", "a/b/logs/x"));
  CHECK(owner_pattern_matches("**/logs", "logs/x"));
  CHECK(owner_pattern_matches("/apps/github", "apps/github"));
  CHECK(owner_pattern_matches("/a/**/z", "a/b/c/z"));
  CHECK(owner_pattern_matches("/a/**/z", "a/z"));
  CHECK_FALSE(owner_pattern_matches("/a/*/z", "a/b/c/z"));
}

TEST_CASE("lines that the platform cannot read are left out") {
  const auto rules = parse_codeowners("!x @a\n[ab] @a\n# c @a\nx\\ y @A # note\n/z\n");
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].pattern == "x y");
  CHECK(rules[0].owners == std::set<std::string>{"@a"});
  CHECK(rules[0].line == 4);
  CHECK(rules[1].owners.empty());
}

TEST_CASE("an example path of a pattern is matched by it") {
  for (const char* pattern : {"*", "*.js", "/a/", "a/b", "**/logs", "/a/**/z", "docs/*", "x?y"}) {
    INFO(pattern);
    CHECK(owner_pattern_matches(pattern, example_path(pattern)));
  }
}

TEST_CASE("the last line that matches wins, and attempts are counted") {
  const OwnerMap owners(parse_codeowners("* @a\n/x/ @b\n*.md @c\n"));
  std::size_t budget = 100;
  CHECK(owners.rule_for("x/1.md", budget)->line == 3);
  CHECK(owners.rule_for("x/1.c", budget)->line == 2);
  CHECK(owners.rule_for("y", budget)->line == 1);
  CHECK(budget < 100);
  budget = 0;
  CHECK(owners.rule_for("y", budget) == nullptr);
}

}  // namespace foureyes
