#include "signing/public_key.h"

#include "base/text.h"
#include "signing/private_key.h"
#include "signing/programs.h"
#include "signing/ssh_wire.h"

using namespace foureyes;

TEST_CASE(
    "a public key reads back from both of its text forms and prints ssh-keygen's fingerprint") {
  const std::string type = GENERATE("ed25519", "ecdsa -b 256");
  const Workbench bench;
  REQUIRE(bench.run("ssh-keygen -q -t " + type + " -N '' -C alice@example.com -f key") == 0);
  const auto key = read_public_key(bench.read("key.pub"), "key.pub");
  REQUIRE(key);
  CHECK(key->ssh_line("alice@example.com") + "\n" == bench.read("key.pub"));
  CHECK(read_public_key(key->ssh_line(""), "line").value() == *key);
  CHECK(read_public_key(key->spki_pem(), "pem").value() == *key);
  REQUIRE(bench.run("ssh-keygen -lf key.pub") == 0);
  CHECK(contains(bench.read("output"), " " + key->fingerprint() + " "));
  bench.write("key.pem", key->spki_pem());
  REQUIRE(bench.run("openssl pkey -pubin -in key.pem -outform PEM -out again.pem") == 0);
  CHECK(bench.read("again.pem") == key->spki_pem());
}

TEST_CASE("keys of other types and damaged keys are refused with words") {
  const Workbench bench;
  REQUIRE(bench.run("ssh-keygen -q -t rsa -b 2048 -N '' -f rsa; ssh-keygen -e -m PKCS8 -f rsa.pub "
                    "> rsa.pem; ssh-keygen -q -t ecdsa -b 384 -N '' -f p384") == 0);
  const auto rsa = read_public_key(bench.read("rsa.pub"), "rsa.pub");
  REQUIRE_FALSE(rsa);
  CHECK(contains(rsa.error().what, "ssh-rsa"));
  CHECK(contains(rsa.error().fix, "ssh-keygen -t ed25519"));
  CHECK_FALSE(read_public_key(bench.read("rsa.pem"), "rsa.pem"));
  CHECK_FALSE(read_public_key(bench.read("p384.pub"), "p384.pub"));
  for (const char* text : {"", "ssh-ed25519", "ssh-ed25519 !!!", "ssh-ed25519 AAAA", "hello world",
                           "-----BEGIN PUBLIC KEY-----",
                           "-----BEGIN PUBLIC KEY-----\n-----END "
                           "PUBLIC KEY-----"})
    CHECK_FALSE(read_public_key(text, "text"));
}

TEST_CASE("a point that is not on P-256 is refused") {
  PublicKey key{KeyType::ecdsa_p256, "\x04" + std::string(64, '\x01')};
  CHECK_FALSE(public_key_from_ssh_blob(key.ssh_blob(), "key"));
  CHECK_FALSE(read_public_key(key.spki_pem(), "key"));
}

TEST_CASE("a line whose type differs from its blob is refused") {
  const auto signer = ed25519_signer_from_seed(std::string(32, 'a'));
  const std::string line = (*signer)->public_key().ssh_line("");
  CHECK_FALSE(read_public_key(replace_all(line, "ssh-ed25519 ", "ecdsa-sha2-nistp256 "), "line"));
}

TEST_CASE("the vectors' OpenSSH and PEM forms name the same keys") {
  const std::string vectors = vectors_directory();
  if (vectors.empty()) {
    WARN("no vectors here: skipped");
    return;
  }
  const std::string name = GENERATE("ed25519", "p256");
  const auto line =
      read_public_key(read_file(vectors + "/interop/" + name + ".ssh.pub").value(), "");
  const auto pem =
      read_public_key(read_file(vectors + "/interop/" + name + ".pub.pem").value(), "");
  REQUIRE(line);
  REQUIRE(pem);
  CHECK(*line == *pem);
}
