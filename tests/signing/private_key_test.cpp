#include "signing/private_key.h"

#include "base/text.h"
#include "signing/programs.h"

using namespace foureyes;

namespace {

void check_signs(Signer& signer) {
  const auto signature = signer.sign("message");
  REQUIRE(signature);
  CHECK(signature_matches(signer.public_key(), "message", *signature));
  CHECK_FALSE(signature_matches(signer.public_key(), "massage", *signature));
}

}  // namespace

TEST_CASE("OpenSSH and PEM private keys sign, and OpenSSL accepts the signature") {
  const Workbench bench;
  const std::string make = GENERATE(
      "ssh-keygen -q -t ed25519 -N '' -f key", "ssh-keygen -q -t ecdsa -b 256 -N '' -f key",
      "openssl genpkey -algorithm ed25519 -out key",
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key",
      "openssl ecparam -name prime256v1 -genkey -noout -out key");
  REQUIRE(bench.run(make + " && chmod 600 key") == 0);
  const auto signer = read_private_key_file(bench.path("key"));
  REQUIRE(signer);
  check_signs(**signer);
  bench.write("key.pem", (*signer)->public_key().spki_pem());
  bench.write("message", "message");
  bench.write("signature", (*signer)->sign("message").value());
  CHECK(bench.run("openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in message -sigfile "
                  "signature") == 0);
}

TEST_CASE("a key file that others can read is refused with the chmod to run") {
  const Workbench bench;
  REQUIRE(bench.run("ssh-keygen -q -t ed25519 -N '' -f key && chmod 640 key") == 0);
  const auto signer = read_private_key_file(bench.path("key"));
  REQUIRE_FALSE(signer);
  CHECK(contains(signer.error().what, "others"));
  CHECK(contains(signer.error().fix, "chmod 600"));
}

TEST_CASE("an encrypted key is refused with the way through ssh-agent") {
  const Workbench bench;
  const std::string make = GENERATE(
      "ssh-keygen -q -t ed25519 -N passphrase -f key",
      "openssl genpkey -algorithm ed25519 -aes256 -pass pass:passphrase -out key",
      "openssl ecparam -name prime256v1 -genkey | openssl ec -aes256 -passout pass:passphrase -out "
      "key");
  REQUIRE(bench.run(make + " && chmod 600 key") == 0);
  const auto signer = read_private_key_file(bench.path("key"));
  REQUIRE_FALSE(signer);
  CHECK(contains(signer.error().what, "passphrase"));
  CHECK(contains(signer.error().fix, "ssh-add"));
}

TEST_CASE("RSA keys are refused by name") {
  const Workbench bench;
  const std::string make =
      GENERATE("ssh-keygen -q -t rsa -b 2048 -N '' -f key",
               "ssh-keygen -q -t rsa -b 2048 -m PEM -N '' -f key",
               "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key");
  REQUIRE(bench.run(make + " && chmod 600 key") == 0);
  const auto signer = read_private_key_file(bench.path("key"));
  REQUIRE_FALSE(signer);
  CHECK(contains(signer.error().what, "RSA"));
}

TEST_CASE("what is no private key is an error that does not quote it") {
  const auto block = [](const std::string& label) {
    return "-----BEGIN " + label + "-----\nplanted-value\n-----END " + label + "-----";
  };
  for (const std::string& text : std::vector<std::string>{
           "", "planted-value", "ssh-ed25519 planted-value", block("PRIVATE KEY"),
           block("EC PRIVATE KEY"), block("OPENSSH PRIVATE KEY")}) {
    const auto signer = read_private_key(text, "key");
    REQUIRE_FALSE(signer);
    CHECK_FALSE(contains(signer.error().what + signer.error().fix, "planted"));
  }
  CHECK(contains(read_private_key("ssh-ed25519 AAAA", "key.pub").error().what, "public"));
}

TEST_CASE("a key made from a seed is one that ssh-keygen reads, the same each time") {
  const std::string seed(32, 's');
  const auto file = ed25519_openssh_file(seed, "alice@example.com");
  REQUIRE(file);
  CHECK(*file == ed25519_openssh_file(seed, "alice@example.com").value());
  const Workbench bench;
  bench.write("key", *file);
  const auto signer = read_private_key_file(bench.path("key"));
  REQUIRE(signer);
  CHECK((*signer)->public_key() == (*ed25519_signer_from_seed(seed))->public_key());
  REQUIRE(bench.run("ssh-keygen -y -f key") == 0);
  CHECK(bench.read("output") == (*signer)->public_key().ssh_line("alice@example.com") + "\n");
}

TEST_CASE("Ed25519 signatures are the same bytes each time") {
  const auto signer = ed25519_signer_from_seed(std::string(32, 's'));
  CHECK((*signer)->sign("x").value() == (*signer)->sign("x").value());
}

TEST_CASE("a key whose halves do not belong together is refused") {
  // The public point stands three times in the file; the last is inside the private part.
  const std::string seed(32, 's');
  const auto file = ed25519_openssh_file(seed, "");
  const auto other = ed25519_openssh_file(std::string(32, 't'), "");
  REQUIRE(file);
  REQUIRE(file->size() == other->size());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < file->size(); i += 7) {
    std::string damaged = *file;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    refused += read_private_key(damaged, "key").has_value() ? 0 : 1;
  }
  CHECK(refused > file->size() / 7 / 3);
}
