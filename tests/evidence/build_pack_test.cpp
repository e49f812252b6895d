#include "evidence/build_pack.h"

#include "base/canonical_json.h"
#include "base/digest.h"
#include "evidence/change_predicate.h"
#include "evidence/pack_form.h"
#include "evidence/sample_pack.h"
#include "evidence/sample_signers.h"
#include "evidence/verify_pack.h"
#include "support/catch.h"
#include "support/golden.h"

using namespace foureyes;
using namespace foureyes::testing;

namespace {

CheckReport full_report() {
  CheckReport report = sample_report();
  add_input(report, "policy", ".foureyes.yml", "version: 1\n");
  add_approval(report, report.delta.semantic_digest);
  ApprovalRequirement requirement;
  requirement.rule = "default";
  requirement.records = {0};
  report.approvals.requirements = {requirement};
  report.approvals.excluded_people = {"bob"};
  report.delta.dialects = {{"github-actions", std::string(64, '3')}};
  report.delta.notices.push_back({NoticeReason::no_dialect, "main.tf", "nothing reads it yet"});
  RuleInfo rule;
  rule.id = "token-scope";
  rule.controls = {"NHI5:2025", "PR.AA-05"};
  report.rules = {rule};
  Finding finding;
  finding.rule_id = "stripe-live-secret-key";
  finding.path = "config.yml";
  finding.blob = ObjectId::parse(std::string(40, '7'));
  finding.masked = "sk_live_[redacted]";
  report.scan.findings.push_back(finding);
  return report;
}

}  // namespace

TEST_CASE("equal reports give equal packs, in every form", "[build_pack]") {
  const auto signer = gate_signer();
  const Pack a = sample_pack(full_report(), signer.get());
  const Pack b = sample_pack(full_report(), signer.get());
  CHECK(a.members == b.members);
  CHECK(pack_as_page(a).value() == pack_as_page(b).value());
}

TEST_CASE("signing adds envelope and bundle and changes nothing else", "[build_pack]") {
  const auto signer = gate_signer();
  Pack with = sample_pack(full_report(), signer.get());
  const Pack without = sample_pack(full_report());
  CHECK_FALSE(without.is_signed());
  CHECK(with.is_signed());
  with.members.erase("envelope.dsse.json");
  with.members.erase("bundle.sigstore.json");
  CHECK(with.members == without.members);
}

TEST_CASE("the predicate says what an auditor asks first", "[build_pack]") {
  CHECK(test::matches_golden("evidence/change_predicate.json",
                             readable_json(change_predicate(full_report()))));
}

TEST_CASE("a pack names no blob of a credential", "[build_pack]") {
  for (const auto& [name, bytes] : sample_pack(full_report()).members) {
    INFO(name);
    CHECK(bytes.find(std::string(40, '7')) == std::string::npos);
  }
}

TEST_CASE("the fingerprint key stays in the repository", "[build_pack]") {
  CheckReport report = sample_report();
  add_input(report, "fingerprint-key", ".foureyes/fingerprint.key", std::string(64, 'k'));
  const auto signer = gate_signer();
  const Pack pack = sample_pack(report, signer.get());
  for (const auto& [name, bytes] : pack.members) {
    CHECK(bytes.find(std::string(64, 'k')) == std::string::npos);
  }
  const auto signers = sample_signers();
  CHECK(verify_pack(pack, {.allowed_signers = &signers}).verdict.exit_code() == kExitClean);
}

TEST_CASE("a redacted input keeps both digests and verifies", "[build_pack]") {
  CheckReport report = sample_report();
  add_input(report, "approvals", "reviews.json", "{\"body\":\"[redacted]\"}");
  GateInput& input = report.inputs.back();
  input.redacted_sha256 = input.sha256;
  input.sha256 = sha256("what was read").hex();
  const Pack pack = sample_pack(report);
  CHECK(pack.find("statement.json")->find(input.redacted_sha256) != std::string::npos);
  CHECK(pack.find("statement.json")->find(input.sha256) != std::string::npos);
  CHECK(verify_pack(pack, {}).verdict.exit_code() == kExitIncomplete);  // unsigned, no more
}

TEST_CASE("a report that cannot become a pack is an error", "[build_pack]") {
  CheckReport report = full_report();
  RenderedMembers rendered = sample_rendering();
  SECTION("two inputs with one name") { add_input(report, "approvals", ".foureyes.yml", "other"); }
  SECTION("an input whose digest is not its own") { report.inputs[0].content += "x"; }
  SECTION("a page without its marker") { rendered.page_shell = "<html></html>"; }
  SECTION("no head commit") { report.change.head_commit = ""; }
  CHECK_FALSE(build_pack({.report = report, .rendered = rendered}));
}
