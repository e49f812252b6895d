// Packs under other people's programs: tests/interop/verify_pack.py says which.
#include <cstdlib>

#include "base/file.h"
#include "base/text.h"
#include "evidence/pack_form.h"
#include "evidence/sample_pack.h"
#include "evidence/sample_signers.h"
#include "signing/private_key.h"
#include "support/catch.h"
#include "support/git_repository.h"

using namespace foureyes;
using namespace foureyes::testing;

namespace {

// PKCS#8 from openssl: a P-256 key, which no test of ours can make.
std::unique_ptr<Signer> new_p256_signer(const std::string& directory) {
  const auto run = run_program(
      {"openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"}, directory);
  if (run.exit_code != 0) return nullptr;
  const auto start = run.output.find("-----BEGIN");
  auto signer = read_private_key(run.output.substr(start), "p256");
  return signer ? std::move(*signer) : nullptr;
}

void verify_with_others(Signer& signer, const std::string& directory) {
  CheckReport report = sample_report();
  add_input(report, "policy", ".foureyes.yml", "version: 1\n");
  add_approval(report, report.delta.semantic_digest);
  const std::string pack = directory + "/pack";
  REQUIRE(write_pack_directory(sample_pack(report, &signer), pack));
  REQUIRE(write_file(directory + "/key.pub.pem", signer.public_key().spki_pem()));
  REQUIRE(write_file(directory + "/allowed_signers", sample_signers_text()));
  std::vector<std::string> environment;
  for (const char* name : {"FOUREYES_COSIGN", "NODE_PATH", "HOME"}) {
    if (const char* value = std::getenv(name))
      environment.push_back(std::string(name) + "=" + value);
  }
  const auto run = run_program({"python3", FOUREYES_SOURCE_DIR "/tests/interop/verify_pack.py",
                                pack, directory + "/key.pub.pem", directory + "/allowed_signers"},
                               directory, environment);
  INFO(run.output);
  CHECK(run.exit_code == 0);
  for (const auto line : split_lines(run.output)) {
    if (line.starts_with("skipped")) WARN(std::string(line));
  }
}

}  // namespace

TEST_CASE("other programs accept a pack signed with Ed25519, and its tar form unpacks",
          "[interop]") {
  const auto directory = TemporaryDirectory::create("interop");
  REQUIRE(directory);
  const auto signer = gate_signer();
  verify_with_others(*signer, directory->path());
  const Pack pack = read_pack(directory->path() + "/pack").value();
  REQUIRE(write_file(directory->path() + "/pack.tar", pack_as_tar(pack)));
  REQUIRE(make_directories(directory->path() + "/unpacked"));
  const auto run =
      run_program({"tar", "--extract", "--file", "../pack.tar"}, directory->path() + "/unpacked");
  INFO(run.output);
  CHECK(run.exit_code == 0);
  CHECK(read_pack(directory->path() + "/unpacked").value().members == pack.members);
}

TEST_CASE("other programs accept a pack signed with P-256", "[interop]") {
  const auto directory = TemporaryDirectory::create("interop");
  REQUIRE(directory);
  const auto signer = new_p256_signer(directory->path());
  if (signer == nullptr) {
    WARN("skipped: openssl is not installed");
    return;
  }
  verify_with_others(*signer, directory->path());
}
