#include "signing/allowed_signers.h"

#include "base/text.h"
#include "signing/private_key.h"
#include "signing/programs.h"
#include "signing/sshsig.h"

using namespace foureyes;

namespace {

PublicKey key_of(char seed) {
  return (*ed25519_signer_from_seed(std::string(32, seed)))->public_key();
}

SignerStanding standing(const std::string& text, SignerQuery query) {
  const auto signers = read_allowed_signers(text, "allowed_signers");
  REQUIRE(signers);
  const std::string blob = key_of('a').ssh_blob();
  query.key_blob = blob;
  return signers->lookup(query).standing;
}

const std::string& line_key() {
  static const std::string line = key_of('a').ssh_line("");
  return line;
}

}  // namespace

TEST_CASE("an entry counts only for namespaces that it names in full") {
  const SignerQuery query{.key_blob = {}, .name_space = kApprovalNamespace, .principal = "alice"};
  CHECK(standing("alice namespaces=\"approval@foureyes.dev\" " + line_key(), query) ==
        SignerStanding::trusted);
  CHECK(standing("alice namespaces=\"git,approval@foureyes.dev\" " + line_key(), query) ==
        SignerStanding::trusted);
  CHECK(standing("alice " + line_key(), query) == SignerStanding::namespace_missing);
  CHECK(standing("alice namespaces=\"*\" " + line_key(), query) == SignerStanding::other_namespace);
  CHECK(standing("alice namespaces=\"evidence@foureyes.dev\" " + line_key(), query) ==
        SignerStanding::other_namespace);
  CHECK(standing("bob namespaces=\"approval@foureyes.dev\" " + line_key(), query) ==
        SignerStanding::other_principal);
  CHECK(standing("alice cert-authority,namespaces=\"approval@foureyes.dev\" " + line_key(),
                 query) == SignerStanding::not_listed);
  CHECK(standing("# nobody\n\n", query) == SignerStanding::not_listed);
}

TEST_CASE("the answer to a missing namespaces= shows the right line") {
  const auto signers = read_allowed_signers("alice " + line_key(), ".foureyes/allowed_signers");
  REQUIRE(signers);
  const std::string blob = key_of('a').ssh_blob();
  const SignerMatch match =
      signers->lookup({.key_blob = blob, .name_space = kApprovalNamespace, .principal = "alice"});
  CHECK(contains(match.detail, "line 1 of .foureyes/allowed_signers"));
  CHECK(contains(match.detail, "alice namespaces=\"approval@foureyes.dev\" " + line_key()));
}

TEST_CASE("principals match by pattern, and a negated pattern wins") {
  const std::string text = "*@example.com,!eve@example.com namespaces=\"git\" " + line_key();
  const auto with = [](std::string_view who) {
    return SignerQuery{.key_blob = {}, .name_space = kGitNamespace, .principal = who};
  };
  CHECK(standing(text, with("alice@example.com")) == SignerStanding::trusted);
  CHECK(standing(text, with("eve@example.com")) == SignerStanding::other_principal);
  CHECK(standing(text, with("alice@example.org")) == SignerStanding::other_principal);
  CHECK(standing("\"alice,bob\" namespaces=\"git\" " + line_key(), with("bob")) ==
        SignerStanding::trusted);
}

TEST_CASE("validity is inclusive at both ends, as OpenSSH has it") {
  const std::string text =
      "alice namespaces=\"git\",valid-after=\"20250101\",valid-before=\"20260101120000Z\" " +
      line_key();
  const auto at = [](std::string_view time) {
    return SignerQuery{.key_blob = {}, .name_space = kGitNamespace, .at = parse_instant(time)};
  };
  CHECK(standing(text, at("2024-12-31T23:59:59Z")) == SignerStanding::not_yet_valid);
  CHECK(standing(text, at("2025-01-01T00:00:00Z")) == SignerStanding::trusted);
  CHECK(standing(text, at("2026-01-01T12:00:00Z")) == SignerStanding::trusted);
  CHECK(standing(text, at("2026-01-01T12:00:01Z")) == SignerStanding::expired);
}

TEST_CASE("the best of several entries decides") {
  const std::string text = "alice namespaces=\"git\",valid-before=\"20200101\" " + line_key() +
                           "\nalice namespaces=\"git\" " + line_key() + "\nbob " + line_key();
  CHECK(standing(text, {.key_blob = {}, .name_space = "git", .at = parse_instant("2025-01-01")}) ==
        SignerStanding::trusted);
}

TEST_CASE("a line that OpenSSH would not read is an error with its number") {
  const std::string good = "alice namespaces=\"git\" " + line_key() + "\n";
  for (const std::string& bad :
       {std::string("alice"), std::string("alice ssh-ed25519"),
        "alice namespaces=git " + line_key(), "alice namespaces=\"git " + line_key(),
        "alice unknown=\"x\" " + line_key(), "alice valid-after=\"soon\" " + line_key(),
        "alice namespaces=\"a\",namespaces=\"b\" " + line_key(),
        "alice,, namespaces=\"git\" " + line_key(), std::string("alice ssh-ed25519 AAAA"),
        "alice valid-after=\"20260101\",valid-before=\"20250101\" " + line_key()}) {
    const auto signers = read_allowed_signers(good + "\n" + bad + "\n", "signers");
    REQUIRE_FALSE(signers);
    CHECK(signers.error().where == "signers:3");
  }
}

TEST_CASE("RSA and security-key entries may stand in the file") {
  const Workbench bench;
  REQUIRE(bench.run("ssh-keygen -q -t rsa -b 2048 -N '' -C 'an old key' -f rsa") == 0);
  const auto signers =
      read_allowed_signers("alice namespaces=\"git\" " + bench.read("rsa.pub"), "signers");
  REQUIRE(signers);
  CHECK(signers->entries().at(0).key_type == "ssh-rsa");
  CHECK(signers->entries().at(0).comment == "an old key");
}

TEST_CASE("ssh-keygen agrees on principals, namespaces and validity") {
  const std::string options =
      GENERATE("namespaces=\"git\"", "namespaces=\"git,file\"", "NAMESPACES=\"file\"",
               "namespaces=\"git\",valid-before=\"20200101Z\"",
               "valid-after=\"20990101Z\",namespaces=\"git\"");
  const std::string principals = GENERATE("alice", "a?ice", "bob,alice", "*,!alice", "bob");
  const Workbench bench;
  const auto signer = ed25519_signer_from_seed(std::string(32, 'a'));
  const std::string text = principals + " " + options + " " + line_key() + " comment\n";
  bench.write("signers", text);
  bench.write("sig", make_sshsig(**signer, "git", "message").value());
  const bool theirs = bench.run(
                          "printf message | ssh-keygen -Y verify -f signers -I alice -n git "
                          "-s sig -O verify-time=20250601000000Z") == 0;
  const bool ours = standing(text, {.key_blob = {},
                                    .name_space = "git",
                                    .principal = "alice",
                                    .at = parse_instant("2025-06-01")}) == SignerStanding::trusted;
  CHECK(ours == theirs);
}

TEST_CASE("the vectors' lists answer as ssh-keygen did") {
  const std::string vectors = vectors_directory();
  if (vectors.empty()) {
    WARN("no vectors here: skipped");
    return;
  }
  const auto key = read_public_key(read_file(vectors + "/interop/signer.pub").value(), "");
  const std::string blob = key.value().ssh_blob();
  const SignerQuery query{.key_blob = blob,
                          .name_space = "change-evidence@example.com",
                          .principal = "evidence@fin.example",
                          .at = parse_instant("2026-01-01")};
  const auto read = [&](const std::string& name) {
    return read_allowed_signers(read_file(vectors + "/interop/" + name).value(), name).value();
  };
  CHECK(read("allowed_signers").lookup(query).standing == SignerStanding::trusted);
  CHECK(read("allowed_expired").lookup(query).standing == SignerStanding::expired);
}
