#include "evidence/verify_pack.h"

#include <algorithm>

#include "base/canonical_json.h"
#include "evidence/manifest.h"
#include "evidence/sample_pack.h"
#include "evidence/sample_signers.h"
#include "signing/dsse.h"
#include "signing/sigstore_bundle.h"
#include "support/catch.h"

using namespace foureyes;
using namespace foureyes::testing;

namespace {

std::vector<std::string> codes_of(const VerifyReport& report) {
  std::vector<std::string> codes;
  for (const auto& reason : report.verdict.reasons) codes.push_back(reason.code);
  return codes;
}

LevelState state_of(const VerifyReport& report, VerifyLevel level) {
  return report.levels.at(static_cast<std::size_t>(level)).state;
}

bool has_code(const VerifyReport& report, const std::string& code) {
  const auto codes = codes_of(report);
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

Pack signed_sample(const CheckReport& report = sample_report()) {
  const auto signer = gate_signer();
  return sample_pack(report, signer.get());
}

}  // namespace

TEST_CASE("a pack signed by a trusted key is proved on every level", "[verify]") {
  const auto signers = sample_signers();
  const auto report = verify_pack(signed_sample(), {.allowed_signers = &signers});
  CHECK(codes_of(report).empty());
  CHECK(report.verdict.exit_code() == kExitClean);
  REQUIRE(report.levels.size() == 5);
  for (const auto& level : report.levels) CHECK(level.state == LevelState::proved);
  CHECK(report.signer == "gate@example.com");
  CHECK(report.key_fingerprint == gate_signer()->public_key().fingerprint());
  CHECK(report.gate_verdict == "FAILED");
  CHECK(report.outside_claim == std::vector<std::string>{"run-context.json"});
  CHECK(report.limits.size() == 2);
}

TEST_CASE("a pack does not vouch for itself: without allowed_signers trust is unproved",
          "[verify][threats]") {
  const auto report = verify_pack(signed_sample(), {});
  CHECK(report.verdict.exit_code() == kExitIncomplete);
  CHECK(codes_of(report) == std::vector<std::string>{"TRUST_UNPROVED"});
  CHECK(state_of(report, VerifyLevel::signature) == LevelState::unproved);
  CHECK(report.signer.empty());
}

TEST_CASE("an unsigned pack is incomplete, also one whose signature was taken away",
          "[verify][threats]") {
  const auto signers = sample_signers();
  Pack stripped = signed_sample();
  stripped.members.erase("envelope.dsse.json");
  stripped.members.erase("bundle.sigstore.json");
  for (const auto& pack : {unsigned_sample(), stripped}) {
    const auto report = verify_pack(pack, {.allowed_signers = &signers});
    CHECK(report.verdict.exit_code() == kExitIncomplete);
    CHECK(codes_of(report) == std::vector<std::string>{"UNSIGNED"});
  }
}

TEST_CASE("only a key that is listed for packs and valid may sign one", "[verify][threats]") {
  const auto gate = gate_signer()->public_key().ssh_line("");
  const auto alice = approver_signer()->public_key().ssh_line("");
  const std::string for_packs = "gate@example.com namespaces=\"evidence@foureyes.dev\"";
  const auto code_with = [](const std::string& lines, std::optional<Instant> at = {}) {
    const auto signers = read_allowed_signers(lines + "\n", "allowed_signers").value();
    const auto report = verify_pack(signed_sample(), {.allowed_signers = &signers, .key_time = at});
    CHECK(report.verdict.exit_code() == (report.verdict.reasons.empty() ? 0 : 1));
    return report.verdict.reasons.empty() ? "" : report.verdict.reasons[0].code;
  };
  CHECK(code_with(for_packs + " " + gate) == "");
  CHECK(code_with(for_packs + " " + alice) == "KEY_UNTRUSTED");
  CHECK(code_with("gate@example.com " + gate) == "KEY_UNTRUSTED");
  CHECK(code_with("gate@example.com namespaces=\"approval@foureyes.dev\" " + gate) ==
        "KEY_UNTRUSTED");
  CHECK(code_with(for_packs + ",valid-before=\"20250101\" " + gate) == "KEY_EXPIRED");
  CHECK(code_with(for_packs + ",valid-after=\"20270101\" " + gate) == "KEY_EXPIRED");
  CHECK(code_with(for_packs + ",valid-before=\"20270101\" " + gate) == "");
  CHECK(code_with(for_packs + ",valid-before=\"20270101\" " + gate, parse_instant("2028-01-01")) ==
        "KEY_EXPIRED");
}

TEST_CASE("the signature is of the statement, by the key that it names", "[verify]") {
  const auto signers = sample_signers();
  const VerifyOptions options{.allowed_signers = &signers};
  Pack pack = signed_sample();
  SECTION("another pack's signature") {
    CheckReport other = sample_report();
    other.change.ticket = "CHG0099999";
    const Pack foreign = signed_sample(other);
    pack.members["envelope.dsse.json"] = *foreign.find("envelope.dsse.json");
    pack.members["bundle.sigstore.json"] = *foreign.find("bundle.sigstore.json");
  }
  SECTION("envelope and bundle disagree") {
    const auto other = approver_signer();
    const auto envelope =
        sign_dsse(*other, kInTotoPayloadType, *pack.find("statement.json")).value();
    pack.members["bundle.sigstore.json"] = canonical_json(sigstore_bundle(envelope));
  }
  SECTION("another key signed in the name of the trusted one") {
    const auto other = approver_signer();
    auto envelope = sign_dsse(*other, kInTotoPayloadType, *pack.find("statement.json")).value();
    envelope.key_id = gate_signer()->public_key().fingerprint();
    pack.members["envelope.dsse.json"] = canonical_json(to_json(envelope));
    pack.members["bundle.sigstore.json"] = canonical_json(sigstore_bundle(envelope));
  }
  const auto report = verify_pack(pack, options);
  CHECK(report.verdict.exit_code() == kExitRefused);
  CHECK(has_code(report, "SIG_INVALID"));
}

TEST_CASE("changed, added and missing members are found", "[verify]") {
  const auto signers = sample_signers();
  CheckReport with_policy = sample_report();
  add_input(with_policy, "policy", ".foureyes.yml", "version: 1\n");
  Pack pack = signed_sample(with_policy);
  std::string code = "SUBJECT_MISMATCH";
  SECTION("changed") { pack.members["report.md"] += "x"; }
  SECTION("added") { pack.members["inputs/more.json"] = "{}"; }
  SECTION("removed input") { pack.members.erase("inputs/.foureyes.yml"); }
  SECTION("removed fact") {
    pack.members.erase("delta.json");
    code = "MEMBER_MISSING";
  }
  SECTION("the manifest follows the change") {
    pack.members["inputs/.foureyes.yml"] = "version: 2\n";
    pack.members["manifest.json"] = manifest_text(manifest_of(pack));
  }
  SECTION("a fact that is no JSON") {
    pack.members["delta.json"] = "{";
    code = "MEMBER_MALFORMED";
  }
  SECTION("what a reader noticed") {
    pack.irregularity = "byte 7";
    code = "PACK_ALTERED";
  }
  SECTION("one of two signatures") {
    pack.members.erase("bundle.sigstore.json");
    code = "MEMBER_MISSING";
  }
  const auto report = verify_pack(pack, {.allowed_signers = &signers});
  CHECK(report.verdict.exit_code() == kExitRefused);
  CHECK(has_code(report, code));
}

TEST_CASE("without a statement nothing more is checked, and nothing passes", "[verify]") {
  const auto report = verify_pack({}, {});
  CHECK(report.verdict.exit_code() == kExitRefused);
  CHECK(state_of(report, VerifyLevel::approvals) == LevelState::not_checked);
}

TEST_CASE("an input that is not the one the gate read is found", "[verify]") {
  Pack pack = unsigned_sample();
  pack.members["inputs/.foureyes.yml"] = "version: 2\n";
  CHECK(has_code(verify_pack(pack, {}), "INPUT_DIGEST_MISMATCH"));
}

TEST_CASE("the verifier's own expectations of rules and policy are checked", "[verify]") {
  const auto signers = sample_signers();
  CheckReport with_policy = sample_report();
  add_input(with_policy, "policy", ".foureyes.yml", "version: 1\n");
  const Pack pack = signed_sample(with_policy);
  VerifyOptions options{.allowed_signers = &signers};
  options.policy_sha256 = with_policy.inputs[0].sha256;
  options.rules_digest = with_policy.scan.rules_digest;
  CHECK(verify_pack(pack, options).verdict.exit_code() == kExitClean);
  options.policy_sha256[0] = 'x';
  CHECK(codes_of(verify_pack(pack, options)) == std::vector<std::string>{"POLICY_MISMATCH"});
  options.rules_digest = "other";
  CHECK(has_code(verify_pack(pack, options), "TOOL_MISMATCH"));
}

TEST_CASE("a pack of another version verifies, and the limit is stated", "[verify]") {
  const auto signers = sample_signers();
  VerifyOptions options{.allowed_signers = &signers};
  const auto same = verify_pack(signed_sample(), options);
  options.tool_version = "9.9.9";
  const auto other = verify_pack(signed_sample(), options);
  CHECK(other.verdict.exit_code() == kExitClean);
  CHECK(other.limits.size() == same.limits.size() + 1);
}
