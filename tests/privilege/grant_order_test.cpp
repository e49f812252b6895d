#include "privilege/grant_order.h"

#include <random>

#include "base/path_pattern.h"
#include "privilege/glob_automaton.h"
#include "support/catch.h"
#include "support/processor_time.h"

namespace foureyes {
namespace {

Condition when(std::string family, std::vector<std::string> values) {
  Condition condition;
  condition.kind = ConditionKind::any_of;
  condition.any_of = {{{"ref", std::move(family), std::move(values), MissingKey::is_false}}};
  return condition;
}

std::vector<std::string> all_texts(std::size_t longest) {
  std::vector<std::string> out = {""};
  for (std::size_t from = 0, length = 0; length < longest; ++length) {
    const std::size_t to = out.size();
    for (; from < to; ++from)
      for (char c : {'a', 'b', '/'}) out.push_back(out[from] + c);
  }
  return out;
}

std::string random_glob(std::mt19937& random) {
  std::string glob;
  const std::size_t length = random() % 5;
  for (std::size_t i = 0; i < length; ++i) glob += "ab*?/"[random() % 5];
  return glob;
}

}  // namespace

TEST_CASE("one wildcard pattern covers another exactly when it matches all its texts") {
  std::mt19937 random(7);
  const auto texts = all_texts(6);
  for (int round = 0; round < 400; ++round) {
    const std::string wide = random_glob(random), narrow = random_glob(random);
    bool covers = true, meet = false;
    for (const std::string& text : texts) {
      const bool in_wide = glob_matches(wide, text), in_narrow = glob_matches(narrow, text);
      covers = covers && (in_wide || !in_narrow);
      meet = meet || (in_wide && in_narrow);
    }
    INFO("wide " << wide << " narrow " << narrow);
    CHECK(glob_covers({wide}, {narrow}) == covers);
    CHECK(globs_meet({wide}, {narrow}) == meet);
  }
}

TEST_CASE("a wildcard of a ref filter stays within its segment, a double one does not") {
  const auto covers = [](std::string_view wide, std::string_view narrow) {
    return glob_covers({wide, GlobKind::ref}, {narrow, GlobKind::ref});
  };
  CHECK(covers("refs/heads/**", "refs/heads/*"));
  CHECK_FALSE(covers("refs/heads/*", "refs/heads/**"));
  CHECK(covers("release/*", "release/v1"));
  CHECK_FALSE(covers("release/*", "release/v1/hotfix"));
}

TEST_CASE("a wildcard in an ARN stays within its part, a trailing one runs on") {
  const auto covers = [](std::string_view wide, std::string_view narrow) {
    return glob_covers({wide, GlobKind::arn}, {narrow, GlobKind::arn});
  };
  CHECK(covers("arn:aws:s3:::*", "arn:aws:s3:::bucket/key:with:colons"));
  CHECK(covers("arn:aws:iam::*:role/x", "arn:aws:iam::111122223333:role/x"));
  CHECK_FALSE(covers("arn:aws:*:role/x", "arn:aws:iam::111122223333:role/x"));
}

TEST_CASE("hostile wildcards cost a bounded walk and answer no") {
  std::string wide, narrow;
  for (int i = 0; i < 200; ++i) wide += "*?a", narrow += "a?*b";
  CHECK_FALSE(glob_covers({wide}, {narrow + "c"}));
}

TEST_CASE("patterns are ordered as sets of names") {
  const Pattern a = Pattern::literal("a"), ab = Pattern::set({"a", "b"});
  CHECK(pattern_covers(ab, a));
  CHECK_FALSE(pattern_covers(a, ab));
  CHECK(pattern_covers(Pattern::glob("a*"), Pattern::set({"a", "ab"})));
  CHECK(pattern_covers(Pattern::top(), Pattern::symbol("${{ vars.x }}", "")));
  CHECK_FALSE(pattern_covers(Pattern::set({"a"}), Pattern::top()));
  CHECK(pattern_covers(Pattern::complement({"c"}), ab));
  CHECK_FALSE(pattern_covers(Pattern::complement({"a"}), ab));
  CHECK(pattern_covers(Pattern::complement({"a"}), Pattern::complement({"a", "b"})));
  CHECK_FALSE(pattern_covers(Pattern::complement({"a", "b"}), Pattern::complement({"a"})));
  CHECK(pattern_covers(Pattern::complement({}), Pattern::top()));
  CHECK(pattern_covers(Pattern::set({"*", "a"}), Pattern::top()));
}

TEST_CASE("a symbol is the same only with the same definition") {
  const Pattern x = Pattern::symbol("${var.x}", "1"), other = Pattern::symbol("${var.x}", "2");
  CHECK(pattern_covers(x, x));
  CHECK_FALSE(pattern_covers(x, other));
}

TEST_CASE("a condition implies a weaker one of the same key and family") {
  CHECK(condition_implies(when("equals", {"a"}), when("equals", {"a", "b"})));
  CHECK_FALSE(condition_implies(when("equals", {"a", "b"}), when("equals", {"a"})));
  CHECK(condition_implies(when("equals", {"ab"}), when("glob", {"a*"})));
  CHECK(condition_implies(when("not-equals", {"a", "b"}), when("not-equals", {"a"})));
  CHECK_FALSE(condition_implies(when("not-equals", {"a"}), when("not-equals", {"a", "b"})));
  CHECK(condition_implies(when("cidr", {"a"}), when("cidr", {"a"})));
  CHECK_FALSE(condition_implies(when("cidr", {"a"}), when("cidr", {"a", "b"})));
  CHECK(condition_implies(when("equals", {"a"}), Condition()));
  CHECK_FALSE(condition_implies(Condition(), when("equals", {"a"})));
}

TEST_CASE("a condition that is true without its key implies none that is false without it") {
  Condition lenient = when("equals", {"a"});
  lenient.any_of[0][0].missing = MissingKey::is_true;
  CHECK_FALSE(condition_implies(lenient, when("equals", {"a"})));
  CHECK(condition_implies(when("equals", {"a"}), lenient));
}

TEST_CASE("what is unknown implies only itself") {
  Condition x, y;
  x.kind = y.kind = ConditionKind::unknown;
  x.text = "x", y.text = "y";
  CHECK(condition_implies(x, x));
  CHECK_FALSE(condition_implies(x, y));
  CHECK(condition_implies(x, Condition()));
}

TEST_CASE("a grant comes apart into its atoms") {
  Grant grant;
  grant.subject = Pattern::set({"a", "b"});
  grant.action = Pattern::set({"read", "write"});
  grant.resource = Pattern::literal("x");
  CHECK(atoms_of(grant).size() == 4);
  CHECK(atoms_of(grant, 3).size() == 1);
}

TEST_CASE("globs of fifty stars are compared in bounded time") {
  std::string narrow, wide;
  for (int i = 0; i < 50; ++i) {
    narrow += "ab*";
    wide += i % 2 == 0 ? "*a*" : "b*?";
  }
  const double start = test::processor_seconds();
  CHECK(pattern_covers(Pattern::glob("*" + narrow), Pattern::glob(narrow)));
  CHECK_FALSE(pattern_covers(Pattern::glob(narrow), Pattern::glob("*" + narrow)));
  pattern_covers(Pattern::glob(wide), Pattern::glob(narrow));
  CHECK(patterns_may_meet(Pattern::glob(wide), Pattern::glob(narrow)));
  CHECK(pattern_covers(Pattern::glob("arn:aws:s3:::" + narrow),
                       Pattern::glob("arn:aws:s3:::" + narrow + "b")));
  CHECK(test::processor_seconds() - start < 1.0);
}

}  // namespace foureyes
