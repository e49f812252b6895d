#include "base/utf8.h"

#include "base/text.h"
#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

TEST_CASE("every code point but the surrogates survives UTF-8") {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string text;
    append_utf8(text, c);
    const Utf8Step step = utf8_step(text, 0);
    const bool same = step.valid && step.code_point == c && step.length == text.size();
    if (!same) FAIL("code point " << static_cast<unsigned>(c));
  }
}

TEST_CASE("what is no character cannot be written") {
  for (const char32_t c : {0xd800, 0xdfff, 0x110000}) {
    std::string text;
    append_utf8(text, c);
    REQUIRE(text == "\xef\xbf\xbd");
  }
}

TEST_CASE("UTF-8 is as strict as RFC 3629") {
  struct Row {
    std::string bytes;
    bool valid;
  };
  const std::vector<Row> rows = {
      {"", true},
      {"plain", true},
      {std::string("\0", 1), true},
      {"\x7f", true},
      {"\x80", false},
      {"\xc0\x80", false},          // overlong
      {"\xc1\xbf", false},          // overlong
      {"\xc2\x80", true},           // U+0080
      {"\xc2", false},              // cut
      {"\xe0\x9f\xbf", false},      // overlong
      {"\xe0\xa0\x80", true},       // U+0800
      {"\xed\x9f\xbf", true},       // U+D7FF
      {"\xed\xa0\x80", false},      // a surrogate
      {"\xee\x80\x80", true},       // U+E000
      {"\xef\xbf\xbf", true},       // U+FFFF
      {"\xf0\x8f\xbf\xbf", false},  // overlong
      {"\xf0\x90\x80\x80", true},   // U+10000
      {"\xf4\x8f\xbf\xbf", true},   // U+10FFFF
      {"\xf4\x90\x80\x80", false},  // above
      {"\xf5\x80\x80\x80", false},
      {"\xff", false},
      {"a\xe2\x82", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    REQUIRE(is_valid_utf8(row.bytes) == row.valid);
  }
}

TEST_CASE("each maximal invalid part becomes one replacement character") {
  // The example of the Unicode standard, table 3-8.
  REQUIRE(to_valid_utf8("\x61\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64") ==
          "a\ufffd\ufffd\ufffd"
          "b\ufffd"
          "c\ufffd\ufffd"
          "d");
}

TEST_CASE("any bytes become valid UTF-8, and valid text stays as it is") {
  test::Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = random.bytes(random.below(24));
    const std::string text = to_valid_utf8(bytes);
    REQUIRE(is_valid_utf8(text));
    REQUIRE((text == bytes) == is_valid_utf8(bytes));
    const std::size_t invalid = find_invalid_utf8(bytes);
    REQUIRE(is_valid_utf8(std::string_view(bytes).substr(0, invalid)));
  }
}
