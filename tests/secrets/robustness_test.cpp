// Texts that are hard on a scanner: time stays linear, memory bounded, and the findings are those
// of the plain method. Sizes are bounded for every run; FOUREYES_LARGE_TESTS takes the full ones.
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "secrets/candidates.h"
#include "secrets/engine.h"
#include "secrets/views/make_archive.h"
#include "support/catch.h"
#include "support/measure.h"
#include "support/random.h"
#include "support/sanitizers.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

constexpr std::size_t kMegabyte = 1u << 20;

bool large() { return std::getenv("FOUREYES_LARGE_TESTS") != nullptr; }

std::string repeated(std::string_view text, std::size_t size) {
  std::string out;
  while (out.size() < size) out += text;
  out.resize(size);
  return out;
}

// Texts by name; each takes a size.
using MakeText = std::function<std::string(std::size_t)>;
const std::map<std::string, MakeText>& hard_texts() {
  static const std::map<std::string, MakeText> texts = {
      {"one line of words", [](std::size_t n) { return repeated("lorem ipsum dolor ", n); }},
      {"one line of assignments",
       [](std::size_t n) { return repeated("password:\"ghp_token secret=BEGIN eyJ", n); }},
      {"one letter", [](std::size_t n) { return std::string(n, 'a'); }},
      {"dashes", [](std::size_t n) { return std::string(n, '-'); }},
      {"quotes", [](std::size_t n) { return std::string(n, '"'); }},
      {"percent signs", [](std::size_t n) { return repeated("%41", n); }},
      {"percent signs and nothing", [](std::size_t n) { return std::string(n, '%'); }},
      {"backslashes", [](std::size_t n) { return std::string(n, '\\'); }},
      {"escapes", [](std::size_t n) { return repeated("\\u0041\\x42", n); }},
      {"words around one escape",
       [](std::size_t n) { return repeated("abc", n / 2) + "%41%42" + repeated("abc", n / 2); }},
      {"base64 of text", [](std::size_t n) { return base64_encode(repeated("some text ", n)); }},
      {"base64 that begins as text",
       [](std::size_t n) {
         return repeated(base64_encode("text at first\x01\x02\x03 and then none"), n);
       }},
      {"short pieces of base64",
       [](std::size_t n) { return repeated(base64_encode("twelve bytes") + " ", n); }},
      {"wrapped base64",
       [](std::size_t n) {
         return repeated(base64_encode(repeated("some text ", 48)).substr(0, 64) + "\n", n);
       }},
      {"hex", [](std::size_t n) { return repeated(hex_encode("the text of hex "), n); }},
      {"separators", [](std::size_t n) { return repeated("aGVsbG8/", n); }},
      {"short lines", [](std::size_t n) { return repeated("a\n", n); }},
      {"brackets", [](std::size_t n) { return repeated("{[(\"a\":", n); }},
      {"zero bytes", [](std::size_t n) { return std::string(n, '\0'); }},
      {"names before blanks",
       [](std::size_t n) { return repeated("key:                                    \n", n); }},
      {"wide text", [](std::size_t n) { return utf16(repeated("some text ", n / 2), true); }},
      {"random bytes", [](std::size_t n) { return Random(5).bytes(n); }},
  };
  return texts;
}

}  // namespace

TEST_CASE("a text twice as long takes about twice as long, whatever it is") {
  if (test::kSanitized) return;
  Engine engine;
  const std::size_t size = kMegabyte / 2;
  for (const auto& [name, make] : hard_texts()) {
    const std::string once = make(size);
    const std::string twice = make(2 * size);
    INFO(name);
    CHECK(takes_linear_time([&] { engine.scan(once); }, [&] { engine.scan(twice); }));
  }
}

TEST_CASE("dense findings take linear time") {
  if (test::kSanitized) return;
  Engine engine;
  const auto dense = [](std::size_t findings, std::string_view after) {
    std::string text;
    for (std::uint64_t i = 0; i < findings; ++i)
      text += concat(expand("{{github-token:ghp_}}", i), after);
    return text;
  };
  for (const char* after : {"\n", " "}) {
    const std::string half = dense(2'500, after);
    const std::string whole = dense(5'000, after);
    CHECK(whole.size() < 210'000);
    CHECK(engine.scan(whole).findings.size() == 5'000);
    CHECK(takes_linear_time([&] { engine.scan(half); }, [&] { engine.scan(whole); }));
    // The same in one piece of base64.
    const std::string encoded_half = base64_encode(half);
    const std::string encoded = base64_encode(whole);
    CHECK(engine.scan(encoded).findings.size() == 5'000);
    CHECK(takes_linear_time([&] { engine.scan(encoded_half); }, [&] { engine.scan(encoded); }));
  }
}

TEST_CASE("memory is a small multiple of the text") {
  if (test::kSanitized) return;
  Engine engine;
  const std::size_t size = (large() ? 100 : 16) * kMegabyte;
  for (const char* name : {"one line of words", "one line of assignments", "short lines",
                           "base64 of text", "short pieces of base64", "percent signs"}) {
    const std::string text = hard_texts().at(name)(size);
    const std::size_t memory = memory_of([&] { engine.scan(text); });
    INFO(name << ": " << memory / kMegabyte << " MiB for " << size / kMegabyte);
    CHECK(memory < 8 * size + 64 * kMegabyte);
  }
}

TEST_CASE("archives that unpack to much cost no more than the budget") {
  Engine engine;
  const std::string zeros(64u << 20, '\0');
  std::string bomb = make_archive(ArchiveKind::zip, {{"zeros", zeros}});
  std::vector<ArchiveMember> members(64, {"bomb.zip", bomb});
  bomb = make_archive(ArchiveKind::zip, members);
  const std::size_t memory = memory_of([&] { engine.scan(bomb, "bomb.zip"); });
  INFO(memory / kMegabyte << " MiB");
  CHECK(memory < 128 * kMegabyte);
  const std::string tar = make_archive(ArchiveKind::tar_xz, {{"zeros", zeros}, {"more", zeros}});
  CHECK(memory_of([&] { engine.scan(tar, "bomb.tar.xz"); }) < 256 * kMegabyte);
}

TEST_CASE("every byte may stand beside a token, and both engines agree on it") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  CandidateScratch scratch(std::move(*engine.rules().prefilter().make_scratch()),
                           engine.rules().rules().size());
  std::size_t found = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const std::string text = concat("x", c, token, c, "y\n");
    const CandidateSearch search{"a.yml", text, 1'000};
    const auto places = [](const Candidates& candidates) {
      std::set<std::tuple<std::uint32_t, ByteRange>> out;
      for (const Candidate& candidate : candidates.found)
        out.emplace(candidate.rule, candidate.match.secret);
      return out;
    };
    CHECK(places(find_candidates(engine.rules(), search, scratch)) ==
          places(find_candidates_slowly(engine.rules(), search)));
    const bool is_word = is_alphanumeric(c) || c == '_';
    const Detection detection = engine.scan(text);
    INFO(byte);
    CHECK(detection.findings.size() == (is_word ? 0 : 1));
    found += detection.findings.size();
  }
  CHECK(found == 256 - 63);
}

TEST_CASE("a token is found at every offset, plain and encoded") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  const std::string encoded = base64_encode(concat("x: ", token, " "));
  std::vector<std::size_t> offsets;
  for (std::size_t at = 1; at < 200; ++at) offsets.push_back(at);
  for (const std::size_t border : {512u, 1024u, 4096u, 16'384u, 65'536u})
    for (std::size_t at = border - 70; at < border + 5; at += large() ? 1 : 3)
      offsets.push_back(at);
  for (const std::size_t at : offsets) {
    INFO(at);
    for (const char fill : {'\n', ' ', '.'}) {
      const std::string before(at, fill);
      const std::string after(64, fill);
      const Detection plain = engine.scan(concat(before, token, after));
      REQUIRE(plain.findings.size() == 1);
      CHECK(plain.findings[0].range == ByteRange{at, at + token.size()});
      const Detection inside = engine.scan(concat(before, encoded, after));
      REQUIRE(inside.findings.size() == 1);
      CHECK(inside.findings[0].range == ByteRange{at + 4, at + 4 + (token.size() * 8 + 5) / 6});
    }
  }
}

TEST_CASE("a very long line and very many lines are scanned to their end") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  const std::string line = repeated("lorem ipsum ", (large() ? 100 : 16) * kMegabyte);
  CHECK(engine.scan(concat(line, " ", token)).findings.size() == 1);
  const std::string lines = repeated("a\n", (large() ? 20 : 2) * kMegabyte);
  const Detection detection = engine.scan(concat(lines, token));
  REQUIRE(detection.findings.size() == 1);
  CHECK(detection.findings[0].region.start_line == lines.size() / 2 + 1);
}
