#include "model/fingerprint.h"

#include <set>

#include "support/catch.h"

using namespace foureyes;

namespace {

struct Given {
  std::string rule = "rule";
  std::string value = "value";
  std::string line = "key = [redacted]";
  std::uint32_t occurrence = 0;
  std::string key = "";
};

std::string fingerprint_of(const Given& given) {
  const SecretText secret(given.value, MaskStyle::hidden);
  return fingerprint({given.rule, secret, given.line, given.occurrence}, given.key);
}

}  // namespace

TEST_CASE("with a key the fingerprint follows the value, wherever it stands") {
  const std::string one = fingerprint_of({.key = "k"});
  REQUIRE(one.size() == 64);
  REQUIRE(fingerprint_of({.line = "moved = [redacted] # again", .key = "k"}) == one);
  REQUIRE(fingerprint_of({.key = "k\n"}) == one);
  const std::set<std::string> all = {one,
                                     fingerprint_of({.value = "other", .key = "k"}),
                                     fingerprint_of({.rule = "other", .key = "k"}),
                                     fingerprint_of({.occurrence = 1, .key = "k"}),
                                     fingerprint_of({.key = "other"}),
                                     fingerprint_of({})};
  REQUIRE(all.size() == 6);
}

TEST_CASE("without a key nothing in the fingerprint depends on the value") {
  const std::string one = fingerprint_of({});
  REQUIRE(fingerprint_of({.value = "another"}) == one);
  REQUIRE(fingerprint_of({.line = "\tkey = [redacted]  "}) == one);
  REQUIRE(fingerprint_of({.line = "other = [redacted]"}) != one);
  REQUIRE(fingerprint_of({.key = " \n"}) == one);
}
