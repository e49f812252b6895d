#include "secrets/inline_marks.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a mark of any scanner is known, whatever its case") {
  CHECK(inline_mark("key = x  # gitleaks:allow", "") == "gitleaks:allow");
  CHECK(inline_mark("key = x  // Pragma: Allowlist Secret", "") == "pragma: allowlist secret");
  CHECK(inline_mark("key = x  # nosec B105", "") == "nosec");
  CHECK(inline_mark("key = x", "# pragma: allowlist nextline secret") ==
        "pragma: allowlist nextline secret");
}

TEST_CASE("a word that only contains one is no mark, and a line's mark is not its neighbour's") {
  CHECK(inline_mark("key = monosecond", "").empty());
  CHECK(inline_mark("key = x", "key = y  # gitleaks:allow").empty());
}
