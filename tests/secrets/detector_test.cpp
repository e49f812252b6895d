#include "secrets/detector.h"

#include <set>

#include "base/text.h"
#include "secrets/engine.h"
#include "secrets/token_formats.h"
#include "support/catch.h"
#include "support/processor_time.h"

using namespace foureyes;
using test::Engine;
using test::expand;
using test::utf16;

namespace {

std::set<std::string> rules_of(const Detection& detection) {
  std::set<std::string> ids;
  for (const Finding& finding : detection.findings) ids.insert(finding.rule_id);
  return ids;
}

}  // namespace

TEST_CASE("a finding says where the credential is and shows none of it") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  const Detection detection = engine.scan(concat("a: 1\nkey: ", token, "  # ü ", token, "\n"));
  REQUIRE(detection.findings.size() == 2);
  const Finding& finding = detection.findings[0];
  CHECK(finding.region.start_line == 2);
  CHECK(finding.region.start_column == 6);
  CHECK(finding.range.begin == 10);
  CHECK(finding.confidence == Confidence::high);
  CHECK(finding.explanation == "CRC32 matches");
  CHECK(finding.masked == "ghp_[redacted]");
  CHECK(finding.masked_line == "key: ghp_[redacted]  # ü ghp_[redacted]");
  CHECK(detection.findings[1].occurrence == 1);
  CHECK(finding.fingerprint != detection.findings[1].fingerprint);
}

TEST_CASE("a masked line hides what other rules and other lines know") {
  Engine engine;
  const std::string password = expand("{{password:14}}");
  const std::string token = expand("{{github-token:ghp_}}", 2);
  const Detection detection =
      engine.scan(concat("db_password: ", password, "\nnote: ", password, " and ", token, "\n"));
  REQUIRE(detection.findings.size() == 2);
  for (const Finding& finding : detection.findings) {
    CHECK_FALSE(contains(finding.masked_line, password));
    CHECK_FALSE(contains(finding.masked_line, token));
  }
  CHECK(detection.findings[0].masked == "[redacted]");
}

TEST_CASE("a token with a wrong checksum is one finding, of low confidence") {
  Engine engine;
  std::string token = expand("{{github-token:ghp_}}");
  token.back() = token.back() == 'a' ? 'b' : 'a';
  const Detection detection = engine.scan(concat("token: \"", token, "\"\n"));
  REQUIRE(detection.findings.size() == 1);
  CHECK(detection.findings[0].confidence == Confidence::low);
  CHECK(detection.findings[0].explanation == "the checksum does not match");
}

TEST_CASE("a checksum that matches proves a token, whatever it looks like") {
  Engine engine;
  std::string body;
  for (int i = 0; i < 15; ++i) body += "ab";
  const Detection detection =
      engine.scan(concat("token: \"ghp_", body, base62_crc32(body), "\"\n"));
  REQUIRE(detection.findings.size() == 1);
  CHECK(detection.findings[0].confidence == Confidence::high);
}

TEST_CASE("a provider's rule takes the bytes from a generic one") {
  Engine engine;
  const Detection detection =
      engine.scan(concat("api_token: \"", expand("{{github-token:ghp_}}"), "\"\n"));
  REQUIRE(detection.findings.size() == 1);
  CHECK(detection.findings[0].rule_id.starts_with("github"));
}

TEST_CASE("UTF-16 is read, and positions are those of the file") {
  Engine engine;
  const std::string text = concat("x\nkey = \"", expand("{{github-token:ghp_}}"), "\"\n");
  const Detection plain = engine.scan(text);
  for (const bool little : {true, false}) {
    const Detection wide = engine.scan(utf16(text, little));
    REQUIRE(plain.findings.size() == 1);
    REQUIRE(wide.findings.size() == 1);
    CHECK(wide.findings[0].region == plain.findings[0].region);
    CHECK(wide.findings[0].range.begin == 2 + 2 * plain.findings[0].range.begin);
    CHECK(wide.findings[0].range.size() == 2 * plain.findings[0].range.size());
    CHECK(wide.findings[0].fingerprint == plain.findings[0].fingerprint);
  }
}

TEST_CASE("binary content is scanned for providers' tokens and not for passwords") {
  Engine engine;
  const std::string zeros(8, '\0');
  const std::string token = expand("{{github-token:ghp_}}");
  const Detection detection = engine.scan(
      concat(zeros, " ", token, zeros, "password=\"", expand("{{password:16}}"), "\"", zeros));
  REQUIRE(detection.findings.size() == 1);
  CHECK(detection.findings[0].rule_id.starts_with("github"));
}

TEST_CASE("a password that contains a word of the filters is still found") {
  Engine engine;
  for (const char* word : {"false", "example", "test", "null", "changeme"}) {
    INFO(word);
    const std::string value = concat(expand("{{password:9}}"), word, "7Q");
    CHECK(engine.scan(concat("db_password = \"", value, "\"\n")).findings.size() == 1);
  }
}

TEST_CASE("the name of a file can be the finding") {
  Engine engine;
  CHECK(rules_of(engine.scan("x", "deploy/id_rsa")).contains("private-key-ssh-file"));
  CHECK(engine.scan("", "deploy/id_rsa").findings.empty());
}

TEST_CASE("fingerprints survive moved lines and renamed files, with and without a key") {
  const std::string token = expand("{{github-token:ghp_}}");
  for (const char* key : {"", "0123456789abcdef"}) {
    Engine engine({.fingerprint_key = key});
    const Detection before = engine.scan(concat("t: ", token, "\n"), "a.yml");
    const Detection after = engine.scan(concat("# moved\n\nt: ", token, "\n"), "b/c.yml");
    REQUIRE(before.findings.size() == 1);
    REQUIRE(after.findings.size() == 1);
    CHECK(before.findings[0].fingerprint == after.findings[0].fingerprint);
  }
}

TEST_CASE("a decision looks at the line and its neighbours, not at the rest of the file") {
  Engine engine;
  const std::string line = concat("db_password = \"", expand("{{password:14}}"), "\"\n");
  const std::string far(5'000, '\n');
  const Detection alone = engine.scan(line);
  const Detection among =
      engine.scan(concat("checksum sha256 example test", far, line, far, "\0x"));
  REQUIRE(alone.findings.size() == 1);
  REQUIRE(among.findings.size() == 1);
  CHECK(alone.findings[0].fingerprint == among.findings[0].fingerprint);
}

TEST_CASE("dense and long texts take linear time, and a limit is never silent") {
  Engine engine;
  std::string dense;
  for (std::uint64_t i = 0; i < 5'000; ++i)
    dense += concat("k=", expand("{{github-token:ghp_}}", i), i % 2 ? "\n" : " ");
  const double start = test::processor_seconds();
  CHECK(engine.scan(dense).findings.size() == 5'000);
  std::string line;
  while (line.size() < 100'000) line += "password:\"ghp_token secret=BEGIN eyJ";
  engine.scan(line);
  engine.scan(std::string(2'000'000, 'a'));
  engine.scan(std::string(300'000, '-'));
  // Minutes where time is quadratic; generous for sanitizers and busy machines.
  CHECK(test::processor_seconds() - start < 30);
  Engine limited({.findings_per_blob = 100});
  const Detection cut = limited.scan(dense);
  CHECK(cut.findings.size() == 100);
  REQUIRE(cut.notices.size() == 1);
  CHECK(cut.notices[0].reason == NoticeReason::partial_scan);
}

TEST_CASE("paths of one class get equal findings") {
  Engine engine;
  CHECK(engine.path_class("src/a.yml") == engine.path_class("lib/b.yml"));
  CHECK(engine.path_class("src/a.yml") != engine.path_class("src/a.java"));
  CHECK(engine.path_class("a.json") != engine.path_class("yarn.lock"));
  CHECK(engine.path_class("src/discord/a.py") != engine.path_class("src/a.py"));
  CHECK(engine.path_class("src/discard/a.py") == engine.path_class("src/a.py"));
}
