#include "config/baseline.h"

#include "base/text.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

const std::string kOne(64, 'a');
const std::string kTwo(64, 'b');

}  // namespace

TEST_CASE("a baseline reads what it writes, sorted, each entry once") {
  Baseline baseline{BaselineScope::history, {{kTwo, "r-2"}, {kOne, "r-1"}}};
  const std::string text = baseline_text(baseline);
  CHECK(text.find(kOne) < text.find(kTwo));
  const auto again = read_baseline(text, "b");
  REQUIRE(again);
  CHECK(again->known == baseline.known);
  CHECK(again->scope == BaselineScope::history);
}

TEST_CASE("lines of a merge may come twice and in any order") {
  const auto baseline =
      read_baseline(concat("scope tree\n", kTwo, " r\n", kOne, " r\r\n", kTwo, " r\n\n# c\n"), "b");
  REQUIRE(baseline);
  CHECK(baseline->known.size() == 2);
}

TEST_CASE("a line that is none is an error with its number, conflict markers too") {
  const std::vector<std::string> wrong = {"x",
                                          kOne,
                                          kOne + " ",
                                          "scope all",
                                          "<<<<<<< HEAD",
                                          kOne + " two words",
                                          kOne + "a r",
                                          concat("g", kOne.substr(1), " r")};
  for (const std::string& line : wrong) {
    const auto baseline = read_baseline(concat("scope tree\n", line, "\n"), "b");
    INFO(line);
    REQUIRE_FALSE(baseline);
    CHECK(baseline.error().where == "b:2");
  }
}
