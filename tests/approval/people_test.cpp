#include "approval/people.h"

#include "signing/private_key.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

std::string key_line(char seed) {
  return (*ed25519_signer_from_seed(std::string(32, seed)))->public_key().ssh_line("");
}

std::string fingerprint(char seed) {
  return (*ed25519_signer_from_seed(std::string(32, seed)))->public_key().fingerprint();
}

AllowedSigners signers(const std::string& text) {
  return read_allowed_signers(text, "signers").value();
}

const KnownIdentity kAlice{.id = "alice",
                           .kind = IdentityKind::human,
                           .logins = {"Alice-GH"},
                           .emails = {"alice@example.com", "a@home.example"},
                           .keys = {}};

}  // namespace

TEST_CASE("all names of one entry are one person, without regard to case") {
  const PeopleDirectory people({{kAlice}}, AllowedSigners());
  CHECK(people.by_login("alice-gh").person == "alice");
  CHECK(people.by_email("ALICE@example.com").person == "alice");
  CHECK(people.by_email("a@home.example").in_map);
  CHECK(people.by_email("42+Alice-GH@users.noreply.github.com").person == "alice");
  CHECK(people.by_email("alice-gh@users.noreply.github.com").person == "alice");
  CHECK_FALSE(people.by_login("mallory").known());
}

TEST_CASE("a signer whose principal is in the map is that person under every key") {
  const PeopleDirectory people(
      {{kAlice}}, signers("alice@example.com namespaces=\"git\" " + key_line('1') + "\n" +
                          "alice@example.com namespaces=\"git\" " + key_line('2')));
  CHECK(people.by_key(fingerprint('1'), "alice@example.com").person == "alice");
  CHECK(people.by_key(fingerprint('2'), "alice@example.com").person == "alice");
}

TEST_CASE("one key under two principals is one person") {
  const PeopleDirectory people(
      {}, signers("bob@example.com namespaces=\"git\" " + key_line('1') + "\n" +
                  "carol@example.com namespaces=\"git\" " + key_line('2') + "\n" +
                  "carol@example.com namespaces=\"git\" " + key_line('1')));
  const std::string person = people.by_key(fingerprint('1'), "bob@example.com").person;
  CHECK(people.by_key(fingerprint('1'), "carol@example.com").person == person);
  CHECK(people.by_key(fingerprint('2'), "carol@example.com").person == person);
  CHECK(people.by_email("bob@example.com").person == person);
}

TEST_CASE("the holder of a pattern is one person whoever they claim to be") {
  const PeopleDirectory people({}, signers("*@example.com namespaces=\"git\" " + key_line('1')));
  CHECK(people.by_key(fingerprint('1'), "bob@example.com").person ==
        people.by_key(fingerprint('1'), "carol@example.com").person);
  CHECK_FALSE(people.by_email("bob@example.com").known());
}

TEST_CASE("a person that shares a key with a bot is no human") {
  KnownIdentity robot{.id = "robot",
                      .kind = IdentityKind::bot,
                      .logins = {},
                      .emails = {},
                      .keys = {fingerprint('1')}};
  const PeopleDirectory people({{kAlice, robot}},
                               signers("alice@example.com namespaces=\"git\" " + key_line('1')));
  CHECK(people.by_login("alice-gh").kind == IdentityKind::bot);
}

TEST_CASE("only GitHub's own committer is nobody") {
  CHECK(is_github_web_committer("GitHub", "noreply@github.com"));
  CHECK_FALSE(is_github_web_committer("GitHub", "noreply@github.example"));
  CHECK_FALSE(is_github_web_committer("Alice", "noreply@github.com"));
  CHECK(noreply_login("users.noreply.github.com").empty());
}
