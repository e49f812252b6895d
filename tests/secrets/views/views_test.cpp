// Credentials that stand encoded in a text: found where they stand, shown nowhere.
#include <array>

#include "base/bytes.h"
#include "base/text.h"
#include "secrets/engine.h"
#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

std::string percent(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += is_alphanumeric(c) && c != 'h' ? std::string(1, c) : concat('%', hex_encode({&c, 1}));
  return out;
}

std::string escapes(std::string_view text, std::string_view mark) {
  std::string out;
  for (const char c : text) out += concat("\\", mark, hex_encode({&c, 1}));
  return out;
}

std::string base64_url(std::string_view text) {
  return replace_all(replace_all(replace_all(base64_encode(text), "+", "-"), "/", "_"), "=", "");
}

std::string wrapped(std::string_view digits, std::size_t width, std::string_view indent) {
  std::string out;
  for (std::size_t at = 0; at < digits.size(); at += width)
    out += concat(indent, digits.substr(at, width), "\n");
  return out;
}

struct Wrapping {
  const char* name;
  std::string (*wrap)(std::string_view);
};

constexpr std::array kWrappings{
    Wrapping{"base64", [](std::string_view text) { return base64_encode(text); }},
    Wrapping{"base64", base64_url},
    Wrapping{"hex", [](std::string_view text) { return hex_encode(text); }},
    Wrapping{"percent-encoding", percent},
    Wrapping{"escapes", [](std::string_view text) { return escapes(text, "x"); }},
    Wrapping{"escapes", [](std::string_view text) { return escapes(text, "u00"); }},
};

}  // namespace

TEST_CASE("an encoded token that is a name is found once, not again before what it is given") {
  Engine engine;
  const std::string name = base64_encode(concat("a ", expand("{{github-token:ghp_}}")));
  const Detection detection = engine.scan(concat(name, ": \"\\u0068\\u0065lloworld\"\n"));
  REQUIRE(detection.findings.size() == 1);
  CHECK(detection.findings.front().range.size() > 0);
}

TEST_CASE("a token that is encoded is found where it stands, and its line hides it") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  for (const Wrapping& wrapping : kWrappings) {
    INFO(wrapping.name);
    const std::string encoded = wrapping.wrap(concat("a note: ", token, "."));
    const std::string text = concat("x: 1\nnote: '", encoded, "' # ü\n");
    const Detection detection = engine.scan(text);
    REQUIRE(detection.findings.size() == 1);
    const Finding& finding = detection.findings[0];
    CHECK(finding.rule_id.starts_with("github"));
    CHECK(finding.explanation == concat("CRC32 matches, in ", wrapping.name));
    CHECK(finding.region.start_line == 2);
    CHECK(finding.masked == "ghp_[redacted]");
    const std::string part = text.substr(finding.range.begin, finding.range.size());
    CHECK(encoded.find(part) != std::string::npos);
    CHECK(part.size() < encoded.size());
    for (std::size_t at = 0; at + 12 <= part.size(); ++at)
      CHECK_FALSE(contains(finding.masked_line, part.substr(at, 12)));
  }
}

TEST_CASE("a password that is encoded is found by the name that it is assigned to") {
  Engine engine;
  const std::string encoded = base64_encode(expand("{{password:16}}\n"));
  const std::string block = wrapped(base64_encode(expand("{{[a-f0-9_-]:90}}")), 64, "    ");
  for (const std::string& text : {
           concat("kind: Secret\ndata:\n  db-password: ", encoded, "\n"),
           concat("kind: Secret\ndata:\n  db-password: |\n", block, "  other: 1\n"),
           concat("export DB_PASSWORD=\"$(echo ", encoded, " | base64 -d)\"\n"),
           concat("- name: DB_PASSWORD\n  value: ", encoded, "\n"),
           concat("db_password = base64.b64decode(b\"", encoded, "\")\n"),
       }) {
    INFO(text);
    const Detection detection = engine.scan(text, "deploy/app.yml");
    REQUIRE(detection.findings.size() == 1);
    CHECK(detection.findings[0].explanation == "in base64");
    CHECK(detection.findings[0].masked == "[redacted]");
    CHECK_FALSE(contains(detection.findings[0].masked_line, encoded.substr(0, 8)));
  }
}

TEST_CASE("what an outer rule knows and what it encodes are one finding") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  const Detection generic = engine.scan(concat("api_token: \"", base64_encode(token), "\"\n"));
  REQUIRE(generic.findings.size() == 1);
  CHECK(generic.findings[0].rule_id.starts_with("github"));
  const Detection twice = engine.scan(concat("u: https://x.example/?t=", token, "&a=%41%42%43\n"));
  REQUIRE(twice.findings.size() == 1);
  CHECK(twice.findings[0].explanation == "CRC32 matches");
}

TEST_CASE("a stand-in for a password is none in base64 either") {
  Engine engine;
  for (const char* value :
       {"changeme-changeme", "${DB_PASSWORD_FROM_VAULT}", "your-password-here"}) {
    INFO(value);
    const std::string text = concat("  password: ", base64_encode(value), "\n");
    CHECK(engine.scan(text, "deploy/app.yml").findings.empty());
  }
}

TEST_CASE("encodings nest to a depth of 5, and what is deeper is said") {
  Engine engine;
  std::string text = concat("note ", expand("{{github-token:ghp_}}"));
  for (int depth = 1; depth <= 6; ++depth) {
    text = concat("note ", depth % 2 ? base64_encode(text) : hex_encode(text));
    const Detection detection = engine.scan(text);
    INFO(depth);
    CHECK(detection.findings.size() == (depth <= 5 ? 1 : 0));
    CHECK(detection.notices.size() == (depth <= 5 ? 0 : 1));
  }
}

TEST_CASE("base64 over several lines is one text, and positions are exact") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  for (std::size_t before = 0; before < 80; ++before) {
    const std::string plain = concat(std::string(before, 'x'), " ", token, " and so on");
    for (const std::size_t width : {64, 76}) {
      const std::string text =
          concat("data:\n  blob: |\n", wrapped(base64_encode(plain), width, "    "));
      const Detection detection = engine.scan(text);
      INFO(before << " " << width);
      REQUIRE(detection.findings.size() == 1);
      const ByteRange range = detection.findings[0].range;
      std::string digits;
      for (const char c : text.substr(range.begin, range.size()))
        if (!is_space(c)) digits += c;
      const std::size_t first = (before + 1) * 8 / 6;
      const std::size_t last = ((before + 1 + token.size()) * 8 + 5) / 6;
      CHECK(digits == base64_encode(plain).substr(first, last - first));
    }
  }
}

TEST_CASE("UTF-16 without a byte order mark is read, and a binary is not") {
  Engine engine;
  const std::string text = concat("x\nkey = \"", expand("{{github-token:ghp_}}"), "\"\n");
  for (const bool little : {true, false}) {
    const Detection wide = engine.scan(utf16(text, little).substr(2));
    REQUIRE(wide.findings.size() == 1);
    CHECK(wide.findings[0].region == engine.scan(text).findings[0].region);
    CHECK(wide.findings[0].range.begin == 2 * text.find("ghp_"));
  }
}

TEST_CASE("an encoded assignment is found with and without a line break at its end") {
  Engine engine;
  const std::string text = expand("airwallex_api_key={{hex:96}}");
  for (const char* end : {"", "\n"}) {
    const std::string encoded = base64_encode(text + end);
    // Whether it is the first text that is encoded there makes no difference.
    for (const std::string& before :
         {std::string(), "x " + base64_encode("a plain line of text\n")})
      CHECK(engine.scan(concat(before, "\n\n\n\n\ny ", encoded, "\n")).findings.size() == 1);
  }
}

TEST_CASE("random bytes in base64 or hex, digests and pictures are no text") {
  Engine engine;
  Random random(3);
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    const std::string bytes = random.bytes(12 + random.below(60));
    text += concat("password: ", i % 2 ? base64_encode(bytes) : hex_encode(bytes), "\n");
  }
  for (const Finding& finding : engine.scan(text).findings)
    CHECK_FALSE(contains(finding.explanation, "in "));
}
