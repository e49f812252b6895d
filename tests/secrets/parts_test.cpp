// An id and its secret are one finding.
#include "base/text.h"
#include "secrets/engine.h"

using namespace foureyes;
using test::Engine;
using test::expand;

namespace {

const std::string kSecret = "aws_secret_access_key = {{base64:40}}\n";
const std::string kId = "aws_access_key_id = {{aws-key-id:AKIA}}\n";

const FindingPart& only_part(const Detection& detection) {
  REQUIRE(detection.findings.size() == 1);
  REQUIRE(detection.findings[0].parts.size() == 1);
  return detection.findings[0].parts[0];
}

}  // namespace

TEST_CASE("an access key's id near its secret becomes a part of one finding, masked") {
  Engine engine;
  for (const std::string& text : {expand(kId + kSecret), expand(kSecret + kId)}) {
    const Detection detection = engine.scan(text);
    const FindingPart& part = only_part(detection);
    CHECK(detection.findings[0].rule_id == "aws-secret-access-key");
    CHECK(part.name == "access key id");
    CHECK(part.rule_id == "aws-access-key-id");
    CHECK(part.masked == "AKIA[redacted]");
    CHECK(text.substr(part.range.begin, 4) == "AKIA");
  }
}

TEST_CASE("alone, the id is reported with less confidence") {
  Engine engine;
  const Detection alone = engine.scan(expand(kId));
  REQUIRE(alone.findings.size() == 1);
  CHECK(alone.findings[0].rule_id == "aws-access-key-id");
  CHECK(alone.findings[0].confidence == Confidence::medium);
  CHECK(alone.findings[0].parts.empty());
}

TEST_CASE("a part that stands too far away is none, and of several the nearest is taken") {
  Engine engine;
  const Detection far = engine.scan(expand(concat(kId, "a\nb\nc\nd\n", kSecret)));
  CHECK(far.findings.size() == 2);
  const std::string text = expand(concat(kId, "a\n", kSecret, kId));
  const Detection detection = engine.scan(text);
  REQUIRE(detection.findings.size() == 2);  // the farther id stays a finding of its own
  CHECK(detection.findings[1].parts[0].region.start_line == 4);
}

TEST_CASE("a part that is no credential is masked on the line too") {
  Engine engine;
  const std::string sid = expand("{{AC}}{{hex:32}}");
  const Detection detection =
      engine.scan(expand(concat("twilio = Client('", sid, "', auth_token='{{hex:32}}')\n")));
  REQUIRE(detection.findings.size() == 1);
  CHECK_FALSE(contains(detection.findings[0].masked_line, sid));
}

TEST_CASE("the identity is the secret's: the id beside it changes nothing") {
  Engine engine({.fingerprint_key = "key"});
  const std::string secret = expand(kSecret);
  const Detection alone = engine.scan(secret);
  const Detection pair = engine.scan(concat(expand(kId, 7), secret));
  REQUIRE(alone.findings.size() == 1);
  REQUIRE(pair.findings.size() == 1);
  CHECK(alone.findings[0].fingerprint == pair.findings[0].fingerprint);
}
