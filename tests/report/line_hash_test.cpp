#include "report/line_hash.h"

#include "support/catch.h"

namespace foureyes {
namespace {

using Hashes = std::vector<std::string>;

// Expected values: what codeql-action computes for the same texts.

TEST_CASE("an empty text has one line, which is its end") {
  CHECK(line_hashes("") == Hashes{"c129715d7a2bc9a3:1"});
}

TEST_CASE("blanks do not count, line ends do") {
  CHECK(line_hashes(" a\nb\n  \t\tc\n d") == Hashes{"271789c17abda88f:1", "54703d4cd895b18:1",
                                                    "180aee12dab6264:1", "a23a3dc5e078b07b:1"});
}

TEST_CASE("LF, CRLF and CR end lines alike") {
  const Hashes expected = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1",
                           "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                           "c129715d7a2bc9a3:1"};
  CHECK(line_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n") == expected);
  CHECK(line_hashes(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n") == expected);
  CHECK(line_hashes(" hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r") == expected);
}

TEST_CASE("equal hashes are counted") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  CHECK(line_hashes(text) ==
        Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
               "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
               "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
               "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"});
}

TEST_CASE("there is one hash for each line, whatever the bytes") {
  CHECK(line_hashes("\xff\xfe\n\xf0\x9f\x98\x80\nend").size() == 3);
  CHECK(line_hashes(std::string(300, '\n')).size() == 301);
  CHECK(line_hashes(std::string("\0\n\0", 3)).size() == 2);
}

}  // namespace
}  // namespace foureyes
