#include "model/verdict.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("FAILED beats INCOMPLETE beats PASSED, in any order") {
  Verdict verdict;
  REQUIRE(verdict.exit_code() == 0);
  verdict.incomplete("COVERAGE_INCOMPLETE", "one file");
  REQUIRE(verdict.exit_code() == 3);
  verdict.fail("CREDENTIAL_EXPOSED", "one key");
  REQUIRE(verdict.exit_code() == 1);
  verdict.incomplete("COVERAGE_INCOMPLETE", "another file");
  REQUIRE(verdict.result == VerdictResult::failed);
  REQUIRE(name_of(verdict.result) == "FAILED");
  REQUIRE(verdict.reasons.size() == 3);
}

TEST_CASE("a reason that is given twice is kept once") {
  Verdict verdict;
  verdict.fail("CODE", "detail");
  verdict.fail("CODE", "detail");
  verdict.fail("CODE", "another");
  REQUIRE(verdict.reasons.size() == 2);
}
