#include "report/grant_report.h"

#include "base/text.h"
#include "support/catch.h"

namespace foureyes {
namespace {

GrantReport report_of(std::string subject) {
  Grant grant;
  grant.kind = "token-scope";
  grant.subject = Pattern::literal(subject);
  grant.subject_words = std::move(subject);
  grant.action_words = "write contents, \"all\" of them";
  grant.source = {".github/workflows/release.yml", "jobs.deploy", 12};
  return {std::string(40, 'a'), {grant}, {}, {}};
}

}  // namespace

TEST_CASE("a CSV list of grants has a row of names and one row a grant, quoted as RFC 4180 says") {
  const std::string csv = grants_as_csv(report_of("job `deploy`"));
  const auto rows = split(csv, '\n');
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].starts_with("plane,subject,effect,may,under,"));
  CHECK(rows[1].starts_with(
      "pipeline,job `deploy`,allow,\"write contents, \"\"all\"\" of them\",,,,"));
  CHECK(rows[1].ends_with('\r'));
  CHECK(rows[2].empty());
}

TEST_CASE("a field of a CSV list is no formula of a spreadsheet") {
  for (const std::string start : {"=", "+", "-", "@"})
    CHECK(contains(grants_as_csv(report_of(start + "cmd|' /C calc'!A0")),
                   concat(",'", start, "cmd")));
}

TEST_CASE("dates stand in every form of the list") {
  GrantReport report = report_of("job `deploy`");
  report.dates = {{"2025-01-02T00:00:00Z", std::string(40, 'b'), "2026-03-04T00:00:00Z",
                   std::string(40, 'c'), true}};
  CHECK(contains(grants_as_text(report), "since 2025-01-02 or earlier, changed 2026-03-04"));
  CHECK(contains(grants_as_csv(report), "before 2025-01-02T00:00:00Z"));
  CHECK(contains(grants_as_json(report), "\"orEarlier\": true"));
}

}  // namespace foureyes
