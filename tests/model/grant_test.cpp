#include "model/grant.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a pattern takes the simplest kind that says the same") {
  REQUIRE(Pattern::glob("main").kind == PatternKind::literal);
  REQUIRE(Pattern::glob("release/*").kind == PatternKind::glob);
  REQUIRE(Pattern::set({"b"}) == Pattern::literal("b"));
  REQUIRE(Pattern::set({"b*", "b*"}) == Pattern::glob("b*"));
  REQUIRE(Pattern::set({"b", "a", "b"}) == Pattern::set({"a", "b"}));
  REQUIRE(Pattern::complement({"b", "a"}).values == std::vector<std::string>{"a", "b"});
}

TEST_CASE("patterns and conditions read as words") {
  REQUIRE(words_for(Pattern::top()) == "anything");
  REQUIRE(words_for(Pattern::set({})) == "nothing");
  REQUIRE(words_for(Pattern::set({"a", "b"})) == "a, b");
  REQUIRE(words_for(Pattern::complement({"a", "b"})) == "everything but a, b");
  REQUIRE(words_for(Pattern::symbol("${var.x}", "")) == "${var.x}");
  REQUIRE(words_for(Condition{}).empty());
  Condition condition{ConditionKind::any_of, {}, ""};
  REQUIRE(words_for(condition) == "never");
  condition.any_of = {{{"ref", "equals", {"main", "next"}, MissingKey::is_false},
                       {"actor", "glob", {"a*"}, MissingKey::is_true}},
                      {{"event", "equals", {"push"}, MissingKey::is_false}}};
  REQUIRE(
      words_for(condition) ==
      "ref equals main or next and actor glob a* (or the key is missing); or event equals push");
  REQUIRE(words_for(Condition{ConditionKind::symbol, {}, "if: x"}) == "if: x");
}
