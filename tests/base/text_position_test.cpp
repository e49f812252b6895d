#include "base/text_position.h"

#include "base/line_ends.h"
#include "base/utf8.h"
#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

namespace {

struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  bool operator==(const Place&) const = default;
};

// Walks from the start, one character after the other.
Place naive_place(std::string_view text, std::size_t offset) {
  Place place;
  std::size_t at = 0;
  while (at < offset) {
    const bool crlf = text.substr(at, 2) == "\r\n";
    if (crlf || text[at] == '\n' || text[at] == '\r') {
      at += crlf ? 2 : 1;
      if (at > offset) return place;  // between CR and LF: still the end of the line
      place = {place.line + 1, 1};
      continue;
    }
    const Utf8Step step = utf8_step(text, at);
    at += step.length;
    if (at > offset) return place;  // inside the character
    place.column += step.code_point > 0xffff ? 2 : 1;
  }
  return place;
}

}  // namespace

TEST_CASE("lines and columns agree with a walk over random text") {
  test::Random random(7);
  const std::vector<std::string> parts = {"a",      "\n",         "\r",   "\r\n",    "\u00e9",
                                          "\u20ac", "\U0001f600", "\xff", "\xe2\x82"};
  for (int i = 0; i < 1000; ++i) {
    std::string text;
    for (std::size_t n = random.below(20); n > 0; --n) text += parts[random.below(parts.size())];
    const LineIndex index(text);
    for (std::size_t offset = 0; offset <= text.size(); ++offset) {
      CAPTURE(text, offset);
      const TextRegion region = index.region({offset, text.size()});
      const Place expected = naive_place(text, offset);
      REQUIRE(region.start_line == expected.line);
      REQUIRE(region.start_column == expected.column);
      REQUIRE(index.line_of(offset) == expected.line);
      REQUIRE(region.end_line == naive_place(text, text.size()).line);
    }
  }
}

TEST_CASE("the bytes of a line come without its terminator") {
  const std::string text = "a\r\nbc\rd\n";
  const LineIndex index(text);
  REQUIRE(index.line_count() == 4);
  const auto line = [&](std::uint32_t number) {
    const ByteRange range = index.line_bytes(number);
    return text.substr(range.begin, range.size());
  };
  REQUIRE(line(1) == "a");
  REQUIRE(line(2) == "bc");
  REQUIRE(line(3) == "d");
  REQUIRE(line(4).empty());
  REQUIRE(line(5).empty());
}

TEST_CASE("a range past the end is cut to the text") {
  const LineIndex index("ab");
  REQUIRE(index.region({1, 99}) == TextRegion{1, 2, 1, 3});
  REQUIRE(index.region({50, 99}) == TextRegion{1, 3, 1, 3});
}

TEST_CASE("a column far to the right costs no walk of the whole line") {
  const std::string text(50'000'000, 'x');
  const LineIndex index(text);
  for (std::size_t i = 0; i < 1000; ++i) {
    REQUIRE(index.region({text.size() - i, text.size()}).start_column == text.size() - i + 1);
  }
}

TEST_CASE("line ends are those that a search for LF finds, in texts of any size") {
  test::Random random(7);
  for (std::size_t size = 0; size < 400; ++size) {
    const std::string text = random.text(size, size % 2 == 0 ? "ab\n" : "abcdefghijklmnopq\n");
    const std::size_t from = random.below(size + 1);
    LineEnds ends(text, from);
    for (std::size_t at = from; at < text.size();) {
      const std::size_t found = text.find('\n', at);
      at = found == std::string::npos ? text.size() : found + 1;
      REQUIRE(ends.next() == at);
    }
    CHECK(ends.next() == text.size());
  }
}
