#include "signing/dsse.h"

#include "base/bytes.h"
#include "base/canonical_json.h"
#include "base/digest.h"
#include "base/text.h"
#include "signing/private_key.h"
#include "signing/programs.h"
#include "signing/sigstore_bundle.h"

using namespace foureyes;

namespace {

constexpr const char* kStatement =
    R"({"_type":"https://in-toto.io/Statement/v1","predicate":{"verdict":"PASSED"},)"
    R"("predicateType":"https://foureyes.dev/change-evidence/v1",)"
    R"("subject":[{"digest":{"sha256":"DIGEST"},"name":"evidence.json"}]})";

std::unique_ptr<Signer> new_signer(const Workbench& bench, const std::string& type) {
  REQUIRE(bench.run("ssh-keygen -q -t " + type + " -N '' -C '' -f key") == 0);
  return std::move(read_private_key_file(bench.path("key"))).value();
}

}  // namespace

TEST_CASE("the pre-authentication encoding is the specification's") {
  CHECK(dsse_pae("http://example.com/HelloWorld", "hello world") ==
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  CHECK(dsse_pae("", "") == "DSSEv1 0  0 ");
}

TEST_CASE("an envelope reads back, and OpenSSL verifies its signature over the encoding") {
  const std::string type = GENERATE("ed25519", "ecdsa -b 256");
  const Workbench bench;
  const auto signer = new_signer(bench, type);
  const auto envelope = sign_dsse(*signer, kInTotoPayloadType, kStatement);
  REQUIRE(envelope);
  const auto again = read_dsse(canonical_json(to_json(*envelope)), "envelope");
  REQUIRE(again);
  CHECK(again->payload == kStatement);
  CHECK(again->key_id == signer->public_key().fingerprint());
  CHECK(check_dsse(*again, signer->public_key()));
  bench.write("pae", dsse_pae(again->payload_type, again->payload));
  bench.write("sig", again->signature);
  bench.write("key.pem", signer->public_key().spki_pem());
  CHECK(bench.run("openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in pae -sigfile sig") ==
        0);
}

TEST_CASE("a changed payload, type, keyid or key does not verify") {
  const auto signer = ed25519_signer_from_seed(std::string(32, 'a'));
  const auto other = ed25519_signer_from_seed(std::string(32, 'b'));
  const DsseEnvelope good = sign_dsse(**signer, kInTotoPayloadType, kStatement).value();
  const PublicKey& key = (*signer)->public_key();
  CHECK(check_dsse(good, key));
  DsseEnvelope bad = good;
  bad.payload += " ";
  CHECK_FALSE(check_dsse(bad, key));
  bad = good;
  bad.payload_type = "text/plain";
  CHECK_FALSE(check_dsse(bad, key));
  bad = good;
  bad.key_id = (*other)->public_key().fingerprint();
  CHECK_FALSE(check_dsse(bad, key));
  CHECK_FALSE(check_dsse(good, (*other)->public_key()));
}

TEST_CASE("an envelope with none or two signatures, or members of its own, is refused") {
  const auto envelope = [](const std::string& signatures, const std::string& more) {
    return read_dsse(
        R"({"payload":"eA==","payloadType":"t","signatures":[)" + signatures + "]" + more + "}",
        "envelope");
  };
  const std::string one = R"({"keyid":"k","sig":"eA=="})";
  CHECK(envelope(one, ""));
  CHECK_FALSE(envelope("", ""));
  CHECK(contains(envelope(one + "," + one, "").error().what, "2 signatures"));
  CHECK_FALSE(envelope(one, R"(,"extra":1)"));
  CHECK_FALSE(envelope(R"({"keyid":"k","sig":"not base64"})", ""));
  CHECK_FALSE(envelope(R"({"keyid":"k"})", ""));
  CHECK_FALSE(read_dsse("[]", "envelope"));
}

TEST_CASE("the vectors' envelopes and bundles hold, and two signatures are refused") {
  const std::string vectors = vectors_directory();
  if (vectors.empty()) {
    WARN("no vectors here: skipped");
    return;
  }
  const auto read = [&](const std::string& name) { return read_file(vectors + name).value(); };
  for (const std::string name : {"/interop/ed25519", "/interop/p256"}) {
    const auto key = read_public_key(read(name + ".pub.pem"), name).value();
    const auto envelope = read_dsse(read(name + ".dsse.json"), name);
    REQUIRE(envelope);
    CHECK(check_dsse(*envelope, key));
    CHECK(dsse_pae(envelope->payload_type, envelope->payload) == read("/interop/pae.bin"));
    CHECK(envelope->signature == read(name + ".sig"));
    const auto bundle = read_sigstore_bundle(read(name + ".sigstore.json"), name);
    REQUIRE(bundle);
    CHECK(bundle->hint == key.fingerprint());
    CHECK(check_dsse(bundle->envelope, key));
  }
  CHECK(read_sigstore_bundle(read("/bundles/dsse.sigstore.json"), "dsse"));
  const auto two = read_sigstore_bundle(read("/bundles/dsse-2sigs.sigstore.json"), "two");
  REQUIRE_FALSE(two);
  CHECK(contains(two.error().what, "signatures"));
}

TEST_CASE("cosign verifies a bundle with the key alone") {
  if (!program_exists("cosign")) {
    WARN("cosign is not installed: skipped");
    return;
  }
  const std::string type = GENERATE("ed25519", "ecdsa -b 256");
  const Workbench bench;
  const auto signer = new_signer(bench, type);
  const std::string subject = "{\"hello\":\"evidence\"}";
  bench.write("evidence.json", subject);
  const std::string statement = replace_all(kStatement, "DIGEST", sha256(subject).hex());
  const auto envelope = sign_dsse(*signer, kInTotoPayloadType, statement);
  REQUIRE(envelope);
  bench.write("bundle.json", canonical_json(sigstore_bundle(*envelope)));
  bench.write("key.pem", signer->public_key().spki_pem());
  const std::string verify =
      "HOME=$PWD cosign verify-blob-attestation --key key.pem --bundle bundle.json "
      "--insecure-ignore-tlog=true --type https://foureyes.dev/change-evidence/v1 evidence.json";
  CHECK(bench.run(verify) == 0);
  bench.write("evidence.json", subject + " ");
  CHECK(bench.run(verify) != 0);
}
