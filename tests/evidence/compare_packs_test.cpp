#include "evidence/compare_packs.h"

#include "evidence/sample_pack.h"
#include "support/catch.h"

using namespace foureyes;
using testing::unsigned_sample;

namespace {

Pack with(Pack pack, const std::string& member, const std::string& bytes) {
  pack.members[member] = bytes;
  return pack;
}

std::string place_of(const std::string& a, const std::string& b) {
  const auto difference =
      first_difference(with({}, "evidence.json", a), with({}, "evidence.json", b));
  return difference ? difference->member + " " + difference->place : "none";
}

}  // namespace

TEST_CASE("equal packs have no difference", "[compare_packs]") {
  CHECK_FALSE(first_difference(unsigned_sample(), unsigned_sample()));
}

TEST_CASE("a difference in JSON is an RFC 6901 pointer to the first differing value",
          "[compare_packs]") {
  CHECK(place_of(R"({"a":1,"b":[1,{"c":2}]})", R"({"a":1,"b":[1,{"c":3}]})") ==
        "evidence.json /b/1/c");
  CHECK(place_of(R"({"a/b":{"~":1}})", R"({"a/b":{"~":"1"}})") == "evidence.json /a~1b/~0");
  CHECK(place_of(R"({"b":1})", R"({"a":1,"b":1})") == "evidence.json /a");
  CHECK(place_of(R"({"a":1})", R"({"a":1,"b":1})") == "evidence.json /b");
  CHECK(place_of(R"([1])", R"([1,2])") == "evidence.json /1");
  CHECK(place_of(R"([])", R"({})") == "evidence.json ");
}

TEST_CASE("a difference that is not in the value is a byte offset", "[compare_packs]") {
  CHECK(place_of(R"({"a":1})", R"({"a": 1})") == "evidence.json byte 5");
  CHECK(place_of(R"({"a":1})", R"({"a":)") == "evidence.json byte 5");
}

TEST_CASE("the cause comes before what follows from it", "[compare_packs]") {
  Pack changed = with(unsigned_sample(), "report.md", "# PASSED\n");
  changed.members["manifest.json"] = "{}";
  const auto difference = first_difference(unsigned_sample(), changed);
  REQUIRE(difference);
  CHECK(difference->member == "report.md");
  CHECK(difference->place == "byte 2");
}

TEST_CASE("a member on one side only is the difference", "[compare_packs]") {
  Pack fewer = unsigned_sample();
  fewer.members.erase("inputs/.foureyes.yml");
  CHECK(first_difference(unsigned_sample(), fewer)->member == "inputs/.foureyes.yml");
  CHECK(first_difference(fewer, unsigned_sample())->member == "inputs/.foureyes.yml");
}

TEST_CASE("signatures and what is outside the claim are not compared", "[compare_packs]") {
  Pack other = unsigned_sample();
  other.members["run-context.json"] = "{}";
  other.members["envelope.dsse.json"] = "{}";
  CHECK_FALSE(first_difference(unsigned_sample(), other));
}
