#include "base/json_document.h"
#include "report/reporter.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

ReportOptions options(SarifProfile profile = SarifProfile::audit) {
  ReportOptions result;
  result.tool_version = "0.1.0";
  result.sarif_profile = profile;
  result.repository = "https://git.example.com/finance/payments";
  result.revision = "c0ffee2000000000000000000000000000000000";
  result.ref = "refs/heads/main";
  result.exit_code = 1;
  return result;
}

template <class Report>
std::string sarif(const Report& report, const ReportOptions& with = options()) {
  return find_reporter("sarif")->render(report, with);
}

// Validated from here by tests/sarif/validate.
TEST_CASE("SARIF of each input is what was accepted") {
  CHECK(test::matches_golden("report/scan_empty.sarif", sarif(test::empty_scan())));
  CHECK(test::matches_golden("report/scan.sarif", sarif(test::sample_scan())));
  CHECK(test::matches_golden("report/scan_history.sarif", sarif(test::history_scan())));
  CHECK(test::matches_golden("report/delta.sarif", sarif(test::sample_delta())));
  CHECK(test::matches_golden("report/check_failed.sarif", sarif(test::failed_check())));
  CHECK(test::matches_golden("report/check_passed.sarif", sarif(test::passed_check())));
  CHECK(test::matches_golden("report/check_hostile.sarif", sarif(test::hostile_check())));
  CHECK(test::matches_golden("report/check_failed.github.sarif",
                             sarif(test::failed_check(), options(SarifProfile::github))));
}

}  // namespace
}  // namespace foureyes
