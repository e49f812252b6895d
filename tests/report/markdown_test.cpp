#include "report/reporter.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

template <class Report>
std::string markdown(const Report& report) {
  ReportOptions options;
  options.tool_version = "0.1.0";
  return find_reporter("markdown")->render(report, options);
}

TEST_CASE("the Markdown report of each input is what was accepted") {
  CHECK(test::matches_golden("report/scan.md", markdown(test::sample_scan())));
  CHECK(test::matches_golden("report/scan_history.md", markdown(test::history_scan())));
  CHECK(test::matches_golden("report/delta.md", markdown(test::sample_delta())));
  CHECK(test::matches_golden("report/check_failed.md", markdown(test::failed_check())));
  CHECK(test::matches_golden("report/check_passed.md", markdown(test::passed_check())));
  CHECK(test::matches_golden("report/check_hostile.md", markdown(test::hostile_check())));
}

}  // namespace
}  // namespace foureyes
