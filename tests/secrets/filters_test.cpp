#include "secrets/filters.h"

#include <string>
#include <string_view>

#include "secrets/filter_lists.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

bool drops_value(FilterName filter, std::string_view value, std::string_view path) {
  FilterLists lists;
  lists.placeholder_words = {"a", "change", "me", "your"};
  const PathFacts facts = facts_of_path(path);
  const std::string line = "password = " + std::string(value);
  return drops(filter, {value, "password", line, {11, line.size()}, 0, facts}, lists);
}

}  // namespace

TEST_CASE("a value of stand-in words is a placeholder, symbols around a letter are none") {
  CHECK(drops_value(FilterName::placeholder, "change-me", "a.txt"));
  CHECK(drops_value(FilterName::placeholder, "<change me>", "a.txt"));
  CHECK_FALSE(drops_value(FilterName::placeholder, "a,.:-+@*?!%", "a.txt"));
}

TEST_CASE("in a text for people words are prose, and what reads as no word is not") {
  CHECK(drops_value(FilterName::prose, "understanding", "notes.txt"));
  CHECK(drops_value(FilterName::prose, "well-understood-matters", "notes.txt"));
  CHECK_FALSE(drops_value(FilterName::prose, "QX7WHTTKLVYXPPVRZJZ8S", "notes.txt"));
  CHECK_FALSE(drops_value(FilterName::prose, "m{p(o)d$n>e-_bq", "notes.txt"));
  CHECK(drops_value(FilterName::prose, "QX7WHTTKLVYXPPVRZJZ8S", "locales/de.json"));
}
