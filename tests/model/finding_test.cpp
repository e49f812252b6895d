#include "model/finding.h"

#include <algorithm>

#include "model/coverage.h"
#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

TEST_CASE("the report order does not depend on the order of the findings") {
  test::Random random(11);
  std::vector<Finding> findings(60);
  for (Finding& finding : findings) {
    finding.path = random.text(1, "ab");
    finding.range = {random.below(3), 3 + random.below(2)};
    finding.rule_id = random.text(1, "rs");
    finding.occurrence = static_cast<std::uint32_t>(random.below(2));
    finding.fingerprint = random.text(6, "0123456789abcdef");
  }
  std::sort(findings.begin(), findings.end(), in_report_order);
  std::vector<Finding> again = findings;
  for (std::size_t i = again.size(); i > 1; --i) std::swap(again[i - 1], again[random.below(i)]);
  std::sort(again.begin(), again.end(), in_report_order);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    REQUIRE(findings[i].fingerprint == again[i].fingerprint);
    if (i > 0) REQUIRE(findings[i - 1].path <= findings[i].path);
  }
}

TEST_CASE("coverage adds up") {
  Coverage a{1, 10, 0, 2, 1, {{"placeholder", 3}}};
  a.add({2, 5, 1, 0, 0, {{"placeholder", 1}, {"lock-file", 2}}});
  REQUIRE(a.blobs == 3);
  REQUIRE(a.bytes == 15);
  REQUIRE(a.messages == 1);
  REQUIRE(a.commits == 2);
  REQUIRE(a.skipped == 1);
  REQUIRE(a.suppressed ==
          std::map<std::string, std::uint64_t>{{"lock-file", 2}, {"placeholder", 4}});
}
