#include "pipeline/waive.h"

#include "support/catch.h"

using namespace foureyes;

namespace {

ScanReport report_with_finding() {
  Finding finding;
  finding.path = "tests/key.txt";
  finding.rule_id = "some-rule";
  finding.fingerprint = std::string(64, 'a');
  ScanReport report;
  report.findings.push_back(finding);
  return report;
}

bool is_waived_for(std::string_view expires, const Policy& policy) {
  Waiver waiver{.id = "W-1", .fingerprint = std::string(64, 'a'), .rule_id = "some-rule"};
  waiver.paths = {"tests/**"};
  waiver.created = *parse_instant("2026-01-01");
  waiver.expires = *parse_instant(expires);
  ScanReport report = report_with_finding();
  const std::vector<Waiver> waivers = {waiver};
  apply_waivers({waivers, policy, "key", *parse_instant("2026-01-02")}, report);
  return report.findings.front().waiver.has_value();
}

}  // namespace

TEST_CASE("a waiver covers its finding, but not when it is given for longer than policy allows") {
  Policy policy;
  CHECK(is_waived_for("2026-12-31", policy));
  CHECK_FALSE(is_waived_for("2027-06-01", policy));
  policy.waiver_max_days = 30;
  CHECK(is_waived_for("2026-01-31", policy));
  CHECK_FALSE(is_waived_for("2026-02-01", policy));
}
