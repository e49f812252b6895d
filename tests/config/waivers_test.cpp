#include "config/waivers.h"

#include "base/text.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

const std::string kFingerprint(64, 'a');

std::string waiver_text(std::string_view id, std::string_view created, std::string_view expires) {
  return concat("  - id: ", id, "\n    fingerprint: ", kFingerprint,
                "\n    rule: some-rule\n    paths: [\"tests/**\"]\n    reason: a fixture\n"
                "    ticket: CHG0012345\n    approver: alice\n    created: ",
                created, "\n    expires: ", expires, "\n");
}

Result<std::vector<Waiver>> read(std::string_view waivers) {
  return read_waivers(concat("version: 1\nwaivers:\n", waivers), "w");
}

Finding finding_at(std::string path) {
  Finding finding;
  finding.path = std::move(path);
  finding.rule_id = "some-rule";
  finding.fingerprint = kFingerprint;
  return finding;
}

Instant at(std::string_view text) { return *parse_instant(text); }

}  // namespace

TEST_CASE("a waiver covers its finding, under its paths, while it is in force") {
  const auto waivers = read(waiver_text("W-1", "2026-01-01", "2026-02-01"));
  REQUIRE(waivers);
  const auto covers = [&](const Finding& finding, std::string_view time) {
    return covering_waiver(*waivers, finding, at(time)) != nullptr;
  };
  REQUIRE(covers(finding_at("tests/a/b"), "2026-01-01"));
  REQUIRE(covers(finding_at("tests/a/b"), "2026-01-31T23:59:59Z"));
  REQUIRE_FALSE(covers(finding_at("tests/a/b"), "2025-12-31T23:59:59Z"));
  REQUIRE_FALSE(covers(finding_at("tests/a/b"), "2026-02-01"));
  REQUIRE_FALSE(covers(finding_at("src/a"), "2026-01-15"));
  Finding other = finding_at("tests/a");
  other.rule_id = "other";
  REQUIRE_FALSE(covers(other, "2026-01-15"));
  other = finding_at("tests/a");
  other.fingerprint = std::string(64, 'b');
  REQUIRE_FALSE(covers(other, "2026-01-15"));
  REQUIRE(state_at(waivers->front(), at("2025-01-01")) == WaiverState::not_yet);
  REQUIRE(state_at(waivers->front(), at("2027-01-01")) == WaiverState::expired);
}

TEST_CASE("a waiver's length is compared with what policy allows") {
  const auto waivers = read(waiver_text("W-1", "2026-01-01", "2026-01-31"));
  REQUIRE_FALSE(lasts_longer_than(waivers->front(), 30));
  REQUIRE(lasts_longer_than(waivers->front(), 29));
}

TEST_CASE("a waiver without each of its fields, or with a wrong one, is an error") {
  const std::string whole = waiver_text("W-1", "2026-01-01", "2026-02-01");
  const auto lines = split_lines(whole);
  for (std::size_t skipped = 1; skipped < lines.size(); ++skipped) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i != skipped) text += concat(lines[i], "\n");
    }
    CAPTURE(text);
    REQUIRE_FALSE(read(text));
  }
  REQUIRE_FALSE(read(waiver_text("W-1", "2026-02-01", "2026-01-01")));
  REQUIRE_FALSE(read(waiver_text("W-1", "2026-02-01", "soon")));
  REQUIRE_FALSE(read(replace_all(whole, kFingerprint, "abc")));
  REQUIRE_FALSE(read(replace_all(whole, "ticket:", "tikcet:")));
  REQUIRE_FALSE(read(whole + whole));
  REQUIRE(read(whole + waiver_text("W-2", "2026-01-01", "2026-02-01")));
  REQUIRE(read_waivers("", "w")->empty());
}

TEST_CASE("a waiver reads as it was written, whatever words it has") {
  Waiver waiver{.id = "W-1", .fingerprint = kFingerprint, .rule_id = "some-rule"};
  waiver.paths = {"a b/[x].py", "it's: \"quoted\""};
  waiver.reason = "yes: \"no\"\n# {x} \xC3\xA9";
  waiver.ticket = "0123";
  waiver.approver = "null";
  waiver.created = at("2026-01-01");
  waiver.expires = at("2026-02-01");
  const auto again = read(foureyes::waiver_text(waiver));
  REQUIRE(again);
  REQUIRE(again->size() == 1);
  const Waiver& read_waiver = again->front();
  CHECK(read_waiver.paths == waiver.paths);
  CHECK(read_waiver.reason == waiver.reason);
  CHECK(read_waiver.ticket == waiver.ticket);
  CHECK(read_waiver.approver == waiver.approver);
  CHECK(read_waiver.expires == waiver.expires);
  CHECK(read_waiver.line == 3);
}

TEST_CASE("a waiver whose paths name nothing is for everything") {
  Waiver waiver;
  for (const std::string_view wide : {"**", "*", "**/*", "./**", "*.*"}) {
    waiver.paths = {std::string(wide)};
    CHECK(is_too_wide(waiver));
  }
  waiver.paths = {"src/**"};
  CHECK_FALSE(is_too_wide(waiver));
}
