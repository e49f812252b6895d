#include "base/text.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("concat joins texts, characters and numbers") {
  REQUIRE(concat("a", std::string("b"), 'c', 12, std::size_t{3}, std::string_view("d")) ==
          "abc123d");
}

TEST_CASE("split keeps empty parts and join undoes it") {
  REQUIRE(split("", ',') == std::vector<std::string_view>{""});
  REQUIRE(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  REQUIRE(join({"a", "", "b"}, ", ") == "a, , b");
  REQUIRE(join({}, ",").empty());
}

TEST_CASE("lines end at LF or CRLF and a final terminator opens no line") {
  using Lines = std::vector<std::string_view>;
  REQUIRE(split_lines("").empty());
  REQUIRE(split_lines("\n") == Lines{""});
  REQUIRE(split_lines("a\r\nb\n\nc") == Lines{"a", "b", "", "c"});
  REQUIRE(split_lines("a\rb\n") == Lines{"a\rb"});
  REQUIRE(split_lines("a\r") == Lines{"a\r"});
}

TEST_CASE("letters, digits and spaces are those of ASCII") {
  REQUIRE(trim(" \t\r\n\v\f a b \n") == "a b");
  REQUIRE(trim("\xc2\xa0") == "\xc2\xa0");
  REQUIRE(to_lower("AbZ\xc3\x84") == "abz\xc3\x84");
  REQUIRE(equals_ignoring_case("Co-Authored-By", "co-authored-by"));
  REQUIRE_FALSE(equals_ignoring_case("[", "{"));
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    REQUIRE(is_digit(byte) == (c >= '0' && c <= '9'));
    REQUIRE(is_letter(byte) == ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
  }
}

TEST_CASE("replace_all replaces from left to right and leaves an empty pattern alone") {
  REQUIRE(replace_all("aaa", "aa", "b") == "ba");
  REQUIRE(replace_all("a.b.c", ".", "::") == "a::b::c");
  REQUIRE(replace_all("abc", "", "x") == "abc");
}
