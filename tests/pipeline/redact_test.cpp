#include "pipeline/redact.h"

#include "base/text.h"
#include "builtin_rules/builtin_rules.h"
#include "pipeline/redact_report.h"
#include "support/catch.h"

namespace foureyes {
namespace {

TEST_CASE("a credential in a review comment does not get into a pack") {
  const auto rules = RuleSet::from_table(builtin_rules());
  REQUIRE(rules);
  const std::string value = std::string("sk_live_") + "Zq7Xw2Rt9Lm4" + "Vb6Ns1Kd8Hj3";
  const std::string text = R"({"body": "use )" + value + R"( for now", "state": "APPROVED"})";
  const std::string redacted = Redactor::make(*rules).value().redacted(text);
  CHECK(redacted.find(value) == std::string::npos);
  CHECK(redacted.find(R"("state": "APPROVED")") != std::string::npos);
}

TEST_CASE("a token before or behind a signature is masked all the same") {
  const auto rules = RuleSet::from_table(builtin_rules());
  REQUIRE(rules);
  const std::string value = std::string("sk_live_") + "Zq7Xw2Rt9Lm4" + "Vb6Ns1Kd8Hj3";
  const std::string text =
      "-----BEGIN SSH SIGNATURE-----\n" + value + "\n-----END SSH SIGNATURE-----\n" + value + "\n";
  CHECK(Redactor::make(*rules).value().redacted(text).find(value) == std::string::npos);
}

TEST_CASE("a witness goes where a name of its record is masked, which it may spell otherwise") {
  const auto rules = RuleSet::from_table(builtin_rules());
  REQUIRE(rules);
  Redactor redactor = Redactor::make(*rules).value();
  const std::string value = std::string("sk_live_") + "Zq7Xw2Rt9Lm4" + "Vb6Ns1Kd8Hj3";
  Delta delta;
  delta.records.resize(2);
  for (DeltaRecord& record : delta.records) record.witness = Witness{"s", "a", "r", {}, {}};
  delta.records[0].resource = value;
  delta.records[0].witness->resource = to_lower(value);
  redact(delta, redactor);
  CHECK_FALSE(delta.records[0].witness);
  CHECK_FALSE(delta.records[0].no_witness.empty());
  CHECK(delta.records[1].witness);
}

TEST_CASE("a text without credentials stays as it is") {
  const auto rules = RuleSet::from_table(builtin_rules());
  REQUIRE(rules);
  const std::string text =
      R"({"body": "fine", "commit_id": "9a04d1ee393b5be2773b1ce204f61fe0fd02366a"})";
  CHECK(Redactor::make(*rules).value().redacted(text) == text);
}

}  // namespace
}  // namespace foureyes
