#include "report/reporter.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

template <class Report>
std::string terminal(const Report& report, Colour colour = Colour::off, std::size_t width = 80) {
  ReportOptions options;
  options.tool_version = "0.1.0";
  options.colour = colour;
  options.width = width;
  return find_reporter("terminal")->render(report, options);
}

TEST_CASE("the terminal report of each input is what was accepted") {
  CHECK(test::matches_golden("report/scan_empty.txt", terminal(test::empty_scan())));
  CHECK(test::matches_golden("report/scan.txt", terminal(test::sample_scan())));
  CHECK(test::matches_golden("report/scan_history.txt", terminal(test::history_scan())));
  CHECK(test::matches_golden("report/delta.txt", terminal(test::sample_delta())));
  CHECK(test::matches_golden("report/check_failed.txt", terminal(test::failed_check())));
  CHECK(test::matches_golden("report/check_failed.colour.txt",
                             terminal(test::failed_check(), Colour::on, 100)));
  CHECK(test::matches_golden("report/check_passed.txt", terminal(test::passed_check())));
  CHECK(test::matches_golden("report/check_hostile.txt", terminal(test::hostile_check())));
}

}  // namespace
}  // namespace foureyes
