#include "base/digest.h"

#include "base/bytes.h"
#include "support/catch.h"

using namespace foureyes;

TEST_CASE("SHA-256 agrees with FIPS 180-4") {
  REQUIRE(sha256("abc").hex() ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  REQUIRE(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  REQUIRE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  REQUIRE(sha256(std::string(1'000'000, 'a')).hex() ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-512 and SHA-1 agree with FIPS 180-4") {
  REQUIRE(hex_encode(sha512("abc")) ==
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  REQUIRE(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST_CASE("HMAC-SHA-256 agrees with RFC 4231") {
  REQUIRE(hmac_sha256(std::string(20, '\x0b'), "Hi There").hex() ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  REQUIRE(hmac_sha256("Jefe", "what do ya want for nothing?").hex() ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  REQUIRE(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd')).hex() ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  REQUIRE(hmac_sha256(std::string(131, '\xaa'),
                      "Test Using Larger Than Block-Size Key - Hash Key First")
              .hex() == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("an empty key is a key of its own, whatever was keyed before") {
  const std::string empty = hmac_sha256("", "text").hex();
  hmac_sha256("another key", "text");
  REQUIRE(hmac_sha256("", "text").hex() == empty);
  REQUIRE(hmac_sha256({}, "text").hex() == empty);
}

TEST_CASE("CRC-32 agrees with its check value") {
  REQUIRE(crc32("123456789") == 0xcbf43926u);
  REQUIRE(crc32("") == 0);
}

TEST_CASE("the digest over parts tells where one part ends") {
  const auto digest = [](std::initializer_list<std::string_view> parts) {
    Sha256Builder builder;
    for (const std::string_view part : parts) builder.add(part);
    return builder.finish();
  };
  REQUIRE(digest({"ab", "c"}) == digest({"ab", "c"}));
  REQUIRE(digest({"ab", "c"}) != digest({"a", "bc"}));
  REQUIRE(digest({"ab"}) != digest({"ab", ""}));
  REQUIRE(digest({"1:a"}) != digest({"", "1:a"}));
  REQUIRE(digest({"ab", "c"}) == sha256("2:ab1:c"));
}
