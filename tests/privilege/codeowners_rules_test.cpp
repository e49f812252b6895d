#include "privilege/dialects/codeowners/owner_rules.h"
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
  const OwnerMap owners(parse_codeowners("* @a\n/x/ @b\n*.md @c\n"), OwnersPlatform::github);
  std::size_t budget = 100;
  CHECK(owners.rules_for("x/1.md", budget).front()->line == 3);
  CHECK(owners.rules_for("x/1.c", budget).front()->line == 2);
  CHECK(owners.rules_for("y", budget).front()->line == 1);
  CHECK(budget < 100);
  budget = 0;
  CHECK(owners.rules_for("y", budget).empty());
}

TEST_CASE("GitLab ties a pattern to the root by its first slash, and directories end in one") {
  const auto matches = [](std::string_view pattern, std::string_view path) {
    return owner_pattern_matches(pattern, path, OwnersPlatform::gitlab);
  };
  CHECK(matches("*", "a/b/c.txt"));
  CHECK(matches("*.rb", "lib/x.rb"));
  CHECK(matches("a/b", "deep/a/b"));
  CHECK_FALSE(matches("/a/b", "deep/a/b"));
  CHECK(matches("/docs/", "docs/a/b"));
  CHECK_FALSE(matches("/docs", "docs/a"));
  CHECK(matches("/docs/*", "docs/a"));
  CHECK_FALSE(matches("/docs/*", "docs/a/b"));
  CHECK_FALSE(matches("/docs/**", "docs/a/b"));
  CHECK(matches("/docs/**/*.md", "docs/a/b/c.md"));
  CHECK(matches("lib/", "x/lib/y/z"));
}

TEST_CASE("GitLab's sections have owners, approvals and exceptions") {
  const auto [rules, unread] = parse_gitlab_codeowners(
      "* @all # not a comment @bob\n[Pay][2] @Finance\n/pay/\n/pay/x\\ y @alice\n!/pay/readme\n"
      "^[Docs] @writers\n*.md\n[broken\n[a-c]x @d\n/q[ab] @e\n");
  REQUIRE(rules.size() == 4);
  CHECK(rules[0].owners == std::set<std::string>{"@all", "@bob"});
  CHECK(rules[1].section == "pay");
  CHECK(rules[1].approvals == 2);
  CHECK(rules[1].owners == std::set<std::string>{"@finance"});
  CHECK(rules[2].pattern == "/pay/x y");
  CHECK(rules[2].owners == std::set<std::string>{"@alice"});
  CHECK(rules[3].excludes);
  CHECK(has_sections("# x\n^[A]\n"));
  CHECK_FALSE(has_sections("# [x]\n*.md @a\n"));
}

TEST_CASE("an optional section with a required namesake is required") {
  CHECK(parse_gitlab_codeowners("^[Docs] @a\n*.md\n").rules.empty());
  CHECK(parse_gitlab_codeowners("^[Docs] @a\n*.md\n[docs]\n*.txt @b\n").rules.size() == 2);
}

}  // namespace foureyes
