#include "evidence/pack.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a member name cannot leave the pack or hide in it", "[pack]") {
  CHECK(is_member_name("evidence.json"));
  CHECK(is_member_name("inputs/.foureyes.yml"));
  CHECK(is_member_name("inputs/.foureyes/approvals/alice.json.sig"));
  for (const std::string name :
       {"", "other.json", "inputs", "inputs/", "inputs//a", "inputs/../evidence.json", "inputs/./a",
        "inputs/a/", "/inputs/a", "../inputs/a", "inputs/a\\b", "inputs/a b", "inputs/\"a",
        "inputs/<a", "inputs/a\n", "inputs/\xc3\xa9", "Evidence.json"}) {
    INFO(name);
    CHECK_FALSE(is_member_name(name));
  }
  CHECK_FALSE(is_member_name("inputs/" + std::string(94, 'a')));
  CHECK_FALSE(is_member_name(std::string("inputs/a\0b", 10)));
}

TEST_CASE("every input gets a member name, and two inputs never the same", "[pack]") {
  const std::vector<std::string> names = {"reviews.json",
                                          "a b.json",
                                          "a=20b.json",
                                          "a%20b.json",
                                          "../reviews.json",
                                          "/tmp/reviews.json",
                                          "..",
                                          "",
                                          ".",
                                          "inputs/reviews.json",
                                          std::string(300, 'x'),
                                          std::string(301, 'x'),
                                          "a//b",
                                          "a/b",
                                          "caf\xc3\xa9.json",
                                          "<script>"};
  std::map<std::string, std::string> seen;
  for (const auto& name : names) {
    const auto member = input_member_name(name);
    INFO(name << " -> " << member);
    CHECK(is_member_name(member));
    CHECK(seen.emplace(member, name).second);
  }
  CHECK(input_member_name("reviews.json") == "inputs/reviews.json");
}

TEST_CASE("every known member is covered, carries the claim, or is outside it", "[pack]") {
  CHECK(is_in_manifest("evidence.json"));
  CHECK(is_in_manifest("page.shell"));
  CHECK(is_in_manifest("inputs/reviews.json"));
  CHECK_FALSE(is_in_manifest("manifest.json"));
  CHECK_FALSE(is_in_manifest("run-context.json"));
  CHECK(is_outside_claim("run-context.json"));
  CHECK(is_outside_claim("proof.tlog-proof"));
  CHECK(is_outside_claim("timestamp.tsr"));
  CHECK_FALSE(is_outside_claim("envelope.dsse.json"));
}
