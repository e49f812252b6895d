#include "config/identity_map.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

std::string key_of(std::string_view seed) {
  std::string text = base64_encode(sha256(seed).view());
  text.pop_back();
  return "SHA256:" + text;
}

std::string error_of(std::string_view people) {
  const auto map = read_identity_map(concat("version: 1\npeople:\n", people), "i");
  if (map) return "accepted";
  return map.error().where + " " + map.error().what;
}

}  // namespace

TEST_CASE("identities are read in file order") {
  const auto map = read_identity_map(
      concat("version: 1\npeople:\n"
             "  - {id: bob, kind: human, logins: [bob], emails: [bob@example.com], keys: ['",
             key_of("bob"), "']}\n  - {id: deployer, kind: service}\n"),
      "i");
  REQUIRE(map);
  REQUIRE(map->people.size() == 2);
  REQUIRE(map->people[0].logins == std::vector<std::string>{"bob"});
  REQUIRE(map->people[0].keys == std::vector<std::string>{key_of("bob")});
  REQUIRE(map->people[1].kind == IdentityKind::service);
  REQUIRE(read_identity_map("", "i")->people.empty());
}

TEST_CASE("a name that two people claim is an error, in any case") {
  const std::string key = key_of("shared");
  for (const std::string& pair : {std::string("emails: [x@example.com]\nemails: [X@Example.com]"),
                                  std::string("logins: [octo]\nlogins: [OCTO]"),
                                  "keys: ['" + key + "']\nkeys: ['" + key + "']"}) {
    const auto lines = split_lines(pair);
    const std::string people = concat("  - {id: a, kind: human, ", lines[0],
                                      "}\n  - {id: b, kind: bot, ", lines[1], "}\n");
    CAPTURE(people);
    REQUIRE(contains(error_of(people), "repeats what another entry claims"));
    REQUIRE(error_of(people).substr(0, 4) == "i:4:");
  }
  REQUIRE(contains(error_of("  - {id: a, kind: human}\n  - {id: A, kind: bot}\n"), "`id` repeats"));
}

TEST_CASE("an identity says what kind it is, and its keys are fingerprints") {
  REQUIRE(error_of("  - {id: a}\n") == "i:3:5 an identity has no `kind`");
  REQUIRE(contains(error_of("  - {id: a, kind: robot}\n"), "one of human, bot, agent, service"));
  REQUIRE(contains(error_of("  - {id: a, kind: human, mail: [x]}\n"), "unknown key"));
  for (const char* key : {"SHA256:", "MD5:00", "SHA256:AAAA", "ssh-ed25519 AAAA"}) {
    REQUIRE(
        contains(error_of(concat("  - {id: a, kind: human, keys: ['", key, "']}\n")), "`keys`"));
  }
}
