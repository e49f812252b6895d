#include <algorithm>

#include "evidence/sample_pack.h"
#include "evidence/sample_signers.h"
#include "evidence/verify_pack.h"
#include "support/catch.h"

using namespace foureyes;
using namespace foureyes::testing;

namespace {

CheckReport approved_report() {
  CheckReport report = sample_report();
  add_approval(report, report.delta.semantic_digest);
  return report;
}

// The report of the pack that the gate's trusted key signs: what a gate that was lied to, or lies,
// would write.
VerifyReport verify(const CheckReport& report, VerifyOptions options = {}) {
  const auto signer = gate_signer();
  const auto signers = sample_signers();
  if (options.allowed_signers == nullptr) options.allowed_signers = &signers;
  return verify_pack(sample_pack(report, signer.get()), options);
}

std::string only_code(const VerifyReport& report) {
  CHECK(report.verdict.exit_code() == kExitRefused);
  REQUIRE(report.verdict.reasons.size() == 1);
  CHECK(report.levels.back().level == VerifyLevel::approvals);
  CHECK(report.levels.back().state == LevelState::failed);
  return report.verdict.reasons[0].code;
}

void replace_input(CheckReport& report, std::size_t index, const std::string& content) {
  const GateInput old = report.inputs.at(index);
  report.inputs.erase(report.inputs.begin() + static_cast<std::ptrdiff_t>(index));
  add_input(report, old.kind, old.name, content);
}

}  // namespace

TEST_CASE("a signed approval that counted is verified from the pack", "[verify]") {
  CHECK(verify(approved_report()).verdict.exit_code() == kExitClean);
}

TEST_CASE("a counted approval whose statement or signature is missing is found", "[verify]") {
  CheckReport report = approved_report();
  SECTION("the statement") { report.inputs.erase(report.inputs.begin()); }
  SECTION("the signature") { report.inputs.pop_back(); }
  CHECK(only_code(verify(report)) == "MEMBER_MISSING");
}

TEST_CASE("a counted approval with a signature over other bytes is found", "[verify]") {
  CheckReport report = approved_report();
  replace_input(report, 0, report.inputs[0].content + "\n");
  CHECK(only_code(verify(report)) == "SIG_INVALID");
}

TEST_CASE("a counted approval of another delta is found", "[verify][threats]") {
  CheckReport report = sample_report();
  add_approval(report, std::string(64, '9'));
  CHECK(only_code(verify(report)) == "APPROVAL_STALE");
}

TEST_CASE("a counted approval under another name than the key's is found", "[verify][threats]") {
  CheckReport report = approved_report();
  report.approvals.considered[0].approval.approver = "bob@example.com";
  CHECK(only_code(verify(report)) == "KEY_UNTRUSTED");
}

TEST_CASE("the key that signs packs approves nothing", "[verify][threats]") {
  const auto gate = gate_signer()->public_key().ssh_line("");
  const auto alice = approver_signer()->public_key().ssh_line("");
  const auto signers =
      read_allowed_signers("gate@example.com namespaces=\"evidence@foureyes.dev\" " + gate +
                               "\nalice@example.com namespaces=\"evidence@foureyes.dev\" " + alice +
                               "\n",
                           "allowed_signers")
          .value();
  CHECK(only_code(verify(approved_report(), {.allowed_signers = &signers})) == "KEY_UNTRUSTED");
}

TEST_CASE("an approval that did not count needs no proof", "[verify]") {
  CheckReport report = approved_report();
  report.approvals.considered[0].counts = false;
  report.inputs.pop_back();
  CHECK(verify(report).verdict.exit_code() == kExitClean);
}

TEST_CASE("who decides the approvals again can fail the pack", "[verify]") {
  const auto decide = [](const Pack& pack) {
    CHECK(pack.find("inputs/.foureyes/approvals/alice.json") != nullptr);
    return std::vector<VerdictReason>{{"APPROVER_NOT_ELIGIBLE", "alice wrote the change"}};
  };
  CHECK(only_code(verify(approved_report(), {.decide_again = decide})) == "APPROVER_NOT_ELIGIBLE");
}
