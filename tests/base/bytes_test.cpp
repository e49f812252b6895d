#include "base/bytes.h"

#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

TEST_CASE("the base64 vectors of RFC 4648 hold both ways") {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    REQUIRE(base64_encode(bytes) == text);
    REQUIRE(base64_decode(text) == bytes);
  }
}

TEST_CASE("hex and base64 give any bytes back") {
  test::Random random(2);
  for (std::size_t size = 0; size < 100; ++size) {
    const std::string bytes = random.bytes(size);
    REQUIRE(hex_decode(hex_encode(bytes)) == bytes);
    const std::string text = base64_encode(bytes);
    REQUIRE(base64_decode(text) == bytes);
    std::string url = text.substr(0, text.find('='));
    for (char& c : url) c = c == '+' ? '-' : c == '/' ? '_' : c;
    REQUIRE(base64url_decode(url) == bytes);
  }
}

TEST_CASE("what base64 accepts encodes to the same text") {
  test::Random random(3);
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random.text(random.below(9), "AZaz09+/=Q");
    if (const auto bytes = base64_decode(text)) {
      ++accepted;
      REQUIRE(base64_encode(*bytes) == text);
    }
  }
  REQUIRE(accepted > 100);
}

TEST_CASE("malformed encodings are refused") {
  for (const char* text :
       {"Zg", "Zg=", "Z===", "====", "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "Zg==Zg==", "-_-_", "="}) {
    CAPTURE(text);
    REQUIRE_FALSE(base64_decode(text));
  }
  for (const char* text : {"Zg==", "A", "Zh", "+/"}) REQUIRE_FALSE(base64url_decode(text));
  for (const char* text : {"a", "0g", "0x", " 0", "é"}) REQUIRE_FALSE(hex_decode(text));
  REQUIRE(hex_decode("AF0f") == "\xaf\x0f");
}
