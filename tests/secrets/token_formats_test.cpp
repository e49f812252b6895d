// Bech32 against the vectors that BIP 173 prints.
#include "secrets/token_formats.h"

#include <string>
#include <vector>

#include "secrets/structure.h"
#include "support/catch.h"

using namespace foureyes;

TEST_CASE("Bech32: the valid strings of BIP 173") {
  const std::vector<std::string> valid{
      "A12UEL5L",
      "a12uel5l",
      "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
      "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
      "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
      "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
      "?1ezyfcl",
  };
  for (const std::string& text : valid) {
    INFO(text);
    CHECK(is_bech32(text));
    CHECK(passes({.kind = StructureKind::bech32}, text));
  }
}

TEST_CASE("Bech32: the invalid strings of BIP 173") {
  const std::vector<std::string> invalid{
      "\x20"
      "1nwldj5",
      "\x7f"
      "1axkwrx",
      "\x80"
      "1eym55h",
      "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx",
      "pzry9x0s0muk",
      "1pzry9x0s0muk",
      "x1b4n0q5v",
      "li1dgmt3",
      "de1lg7wt\xff",
      "A1G7SGD8",
      "10a06t8",
      "1qzzfhee",
  };
  for (const std::string& text : invalid) {
    INFO(text);
    CHECK_FALSE(is_bech32(text));
  }
}

TEST_CASE("Bech32: one changed character, a mixed case and nothing at all are refused") {
  CHECK_FALSE(is_bech32(""));
  CHECK_FALSE(is_bech32("A12uEL5L"));
  std::string text = encode_bech32("test-", "eight by");
  REQUIRE(is_bech32(text));
  for (std::size_t i = 6; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'q' ? 'p' : 'q';
    CHECK_FALSE(is_bech32(changed));
  }
}

TEST_CASE("Bech32: what is encoded is valid at every length, in the case of its first part") {
  for (std::size_t size = 0; size <= 200; ++size) {
    const std::string bytes(size, static_cast<char>(size * 37));
    const std::string upper = encode_bech32("TEST-PLUGIN-", bytes);
    const std::string lower = encode_bech32("test-plugin-", bytes);
    CHECK(upper.size() == 13 + (size * 8 + 4) / 5 + 6);
    CHECK(is_bech32(upper));
    CHECK(is_bech32(lower));
    CHECK(upper.starts_with("TEST-PLUGIN-1"));
    CHECK(lower.starts_with("test-plugin-1"));
  }
}

// The only encodings of no data and of given data that BIP 173 prints.
TEST_CASE("Bech32: the encoder gives the vectors") {
  CHECK(encode_bech32("A", "") == "A12UEL5L");
  CHECK(encode_bech32("?", "") == "?1ezyfcl");
  // 32 digits, 0 to 31, are these 20 bytes.
  CHECK(encode_bech32("abcdef", std::string("\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf\x84\x65\x3a"
                                            "\x56\xd7\xc6\x75\xbe\x77\xdf",
                                            20)) ==
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw");
}
