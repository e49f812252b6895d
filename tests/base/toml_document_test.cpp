#include "base/toml_document.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("TOML with characters beyond ASCII is read as it is written") {
  const auto root =
      read_toml("# caf\u00e9\nname = \"\u012e ~c3 \u65e5\"\n'\u00e9 ~' = 'x'\n", "a.toml");
  REQUIRE(root);
  CHECK(root->find_string("name") == "\u012e ~c3 \u65e5");
  CHECK(root->find_string("\u00e9 ~") == "x");
}

TEST_CASE("TOML with a character beyond ASCII outside of strings is refused") {
  for (const std::string_view text : {"\u012e", "a = 1 \u3000", "\u00e9 = 1\n", "a \u2028= 1"})
    CHECK_FALSE(read_toml(text, "a.toml"));
}

TEST_CASE("an escape that would be taken for another character is refused") {
  CHECK_FALSE(read_toml("a = \"\\u007ec3\"\n", "a.toml"));
}
