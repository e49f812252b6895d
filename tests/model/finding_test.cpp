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

TEST_CASE("coverage counts what was skipped by reason") {
  Coverage coverage;
  for (const auto reason :
       {NoticeReason::submodule, NoticeReason::too_large, NoticeReason::submodule})
    coverage.skip({.reason = reason});
  REQUIRE(coverage.skipped == 3);
  REQUIRE(coverage.skipped_by ==
          std::map<std::string, std::uint64_t>{{"submodule", 2}, {"too-large", 1}});
}
