#include "signing/sshsig.h"

#include "base/text.h"
#include "signing/private_key.h"
#include "signing/programs.h"

using namespace foureyes;

TEST_CASE("ssh-keygen verifies what foureyes signs, and foureyes what ssh-keygen signs") {
  const std::string type = GENERATE("ed25519", "ecdsa -b 256");
  const Workbench bench;
  REQUIRE(bench.run("ssh-keygen -q -t " + type + " -N '' -C '' -f key") == 0);
  bench.write("signers", "alice namespaces=\"approval@foureyes.dev\" " + bench.read("key.pub"));
  const auto signer = read_private_key_file(bench.path("key"));
  REQUIRE(signer);
  // ECDSA numbers have 31, 32 or 33 bytes: several signatures meet them all.
  for (int i = 0; i < 12; ++i) {
    const std::string message = "message " + std::to_string(i);
    bench.write("message", message);
    bench.write("sig", make_sshsig(**signer, kApprovalNamespace, message).value());
    CHECK(bench.run("ssh-keygen -Y verify -f signers -I alice -n approval@foureyes.dev -s sig < "
                    "message") == 0);
    REQUIRE(bench.run("rm -f message.sig; ssh-keygen -Y sign -f key -n approval@foureyes.dev "
                      "message") == 0);
    const auto theirs = read_sshsig(bench.read("message.sig"), "message.sig");
    REQUIRE(theirs);
    CHECK(check_sshsig(*theirs, kApprovalNamespace, message));
    CHECK_FALSE(check_sshsig(*theirs, kApprovalNamespace, message + "x"));
    CHECK_FALSE(check_sshsig(*theirs, kGitNamespace, message));
  }
}

TEST_CASE("Ed25519 signatures have exactly ssh-keygen's bytes") {
  const Workbench bench;
  REQUIRE(bench.run("ssh-keygen -q -t ed25519 -N '' -C '' -f key") == 0);
  bench.write("message", "same bytes");
  REQUIRE(bench.run("ssh-keygen -Y sign -f key -n git message") == 0);
  const auto signer = read_private_key_file(bench.path("key"));
  CHECK(make_sshsig(**signer, "git", "same bytes").value() == bench.read("message.sig"));
}

TEST_CASE("RSA signatures of other people are checked") {
  const Workbench bench;
  REQUIRE(bench.run("ssh-keygen -q -t rsa -b 2048 -N '' -C '' -f key") == 0);
  bench.write("message", "signed with RSA");
  REQUIRE(bench.run("ssh-keygen -Y sign -f key -n git message") == 0);
  const auto signature = read_sshsig(bench.read("message.sig"), "message.sig");
  REQUIRE(signature);
  CHECK(check_sshsig(*signature, "git", "signed with RSA"));
  CHECK_FALSE(check_sshsig(*signature, "git", "signed with rsa"));
}

TEST_CASE("any changed byte of a signature is noticed") {
  const auto signer = ed25519_signer_from_seed(std::string(32, 'k'));
  const std::string armored = make_sshsig(**signer, kApprovalNamespace, "message").value();
  const std::string key = (*signer)->public_key().ssh_blob();
  for (std::size_t i = 0; i < armored.size(); ++i) {
    std::string changed = armored;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    const auto signature = read_sshsig(changed, "sig");
    if (!signature) continue;
    const bool same_key = signature->key_blob == key;
    CHECK_FALSE((same_key && check_sshsig(*signature, kApprovalNamespace, "message").has_value()));
  }
}

TEST_CASE("what is no signature is refused") {
  for (const char* text : {"", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
                           "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAg==\n-----END SSH "
                           "SIGNATURE-----",
                           "-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----"})
    CHECK_FALSE(read_sshsig(text, "sig"));
}

TEST_CASE("the vectors' signatures hold") {
  const std::string vectors = vectors_directory();
  if (vectors.empty()) {
    WARN("no vectors here: skipped");
    return;
  }
  const std::string name = GENERATE("pack.signer.sshsig", "pack.p256.sshsig");
  const auto signature = read_sshsig(read_file(vectors + "/interop/" + name).value(), name);
  REQUIRE(signature);
  const std::string message = read_file(vectors + "/interop/pack.json").value();
  CHECK(check_sshsig(*signature, "change-evidence@example.com", message));
  CHECK_FALSE(check_sshsig(*signature, "change-evidence@example.com", message + " "));
}
