// What is known of lines hides nothing: over texts of all that rules find, edited at random, a scan
// of the unknown lines finds what a scan of the whole finds.
#include <algorithm>
#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "secrets/engine.h"
#include "secrets/line_sieve.h"
#include "secrets/lines.h"
#include "secrets/wanted_text.h"
#include "support/random.h"
#include "support/sanitizers.h"

using namespace foureyes;
using foureyes::test::expand;
using foureyes::test::kSanitized;
using foureyes::test::Random;

namespace {

using Ranges = std::vector<ByteRange>;

constexpr std::size_t kRoom = 1u << 20;

Ranges everywhere(std::string_view text) { return {{0, text.size()}}; }

// Where every line is notable.
Ranges sifted(LineSieve& sieve, std::string_view text, const Ranges& places,
              std::uint64_t path_class = 0) {
  const Ranges* lines = sieve.sift(text, places, everywhere(text), path_class);
  REQUIRE(lines != nullptr);
  return *lines;
}

std::string lines_of(std::string_view text, const Ranges& ranges) {
  std::string lines;
  for (const ByteRange& range : ranges) lines += text.substr(range.begin, range.size());
  return lines;
}

using Lines = std::vector<std::string>;

// Lines of the examples of every rule, of encoded text, and of nothing.
Lines pool(const RuleSet& rules) {
  Lines lines{"", "}", "  return total;", "\r", "// the key of the map", "name: value"};
  for (const Rule& rule : rules.rules()) {
    std::string_view example = rule.examples.front();
    if (rule.kind == RuleKind::path || example.starts_with("{{path:")) continue;
    const std::string text = expand(example, 3);
    // A key block makes the text one that is read as a whole.
    if (!contains(text, "-----BEGIN"))
      for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
    for (const std::string& word : rule.near) lines.push_back(concat("# ", word));
    if (lines.size() % 7 != 0) continue;
    const std::string digits = base64_encode(concat("a line of plain text before\n", text, "\n"));
    for (std::size_t at = 0; at < digits.size(); at += 60)
      lines.push_back(concat("    ", digits.substr(at, 60)));
  }
  return lines;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

void edit(Lines& lines, const Lines& pool, Random& random) {
  const std::size_t at = random.below(lines.size());
  const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
  // Neighbours in the pool belong together.
  const std::size_t from = random.below(pool.size() - 6);
  const auto first = pool.begin() + static_cast<std::ptrdiff_t>(from);
  const std::size_t kind = random.below(5);
  if (kind == 0 && lines.size() > 8) {
    lines.erase(place);
  } else if (kind == 1) {
    *place = pool[random.below(pool.size())];
  } else if (kind == 2) {
    const Lines block(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(
                                                         std::min<std::size_t>(5, lines.size())));
    lines.insert(place, block.begin(), block.end());
  } else {
    lines.insert(place, first, first + static_cast<std::ptrdiff_t>(1 + random.below(6)));
  }
}

using Found = std::set<std::tuple<ByteRange, std::string, std::string>>;

Found found(const Detection& detection) {
  Found all;
  for (const Finding& finding : detection.findings)
    all.emplace(finding.range, finding.rule_id, finding.fingerprint);
  return all;
}

}  // namespace

TEST_CASE("a hash tells lines apart that differ in a byte, in their length or in zeros") {
  const LineHash hash("secret");
  Random random(1);
  std::set<std::uint64_t> seen;
  std::size_t lines = 0;
  for (std::size_t size = 0; size < 200; ++size) {
    std::string line = random.bytes(size);
    CHECK(hash.of_line(line) == hash.of_line(std::string(line)));
    seen.insert(hash.of_line(line));
    seen.insert(hash.of_line(line + '\0'));
    seen.insert(hash.of_line(line + std::string(2, '\0')));
    lines += 3;
    if (size == 0) continue;
    line[random.below(size)] ^= 1;
    seen.insert(hash.of_line(line));
    ++lines;
  }
  CHECK(seen.size() == lines);
  CHECK(hash.of_line("a") != LineHash("other").of_line("a"));
}

TEST_CASE("a changed line is unknown with the three on either side") {
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  std::string text;
  for (char c = 'a'; c <= 'z'; ++c) text += {c, c, '\n'};
  CHECK(sifted(sieve, text, everywhere(text)) == everywhere(text));
  CHECK(sifted(sieve, text, everywhere(text)) == everywhere(text));
  sieve.learn({});
  CHECK(sifted(sieve, text, everywhere(text)).empty());
  // Another class of paths knows nothing of it.
  CHECK(sifted(sieve, text, everywhere(text), 1) == everywhere(text));

  const std::size_t at = text.find("mm");
  text[at] = 'M';
  CHECK(lines_of(text, sifted(sieve, text, {{at, at + 1}})) == "jj\nkk\nll\nMm\nnn\noo\npp\n");
  // What is not asked for is not told.
  CHECK(lines_of(text, sifted(sieve, text, {{0, 1}})).empty());
}

TEST_CASE("lines are looked at where a notable one is near") {
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  std::string text;
  for (char c = 'a'; c <= 'z'; ++c) text += {c, '\n'};
  const auto asked = [&](const Ranges& places, const Ranges& notable) {
    return lines_of(text, *sieve.sift(text, places, notable, 0));
  };
  CHECK(asked(everywhere(text), {}).empty());
  CHECK(asked(everywhere(text), {{20, 22}}) == "h\ni\nj\nk\nl\nm\nn\n");
  CHECK(asked({{8, 9}}, {{20, 22}}) == "h\n");
  CHECK(asked({{32, 33}, {34, 35}}, {{20, 22}, {44, 46}}) == "n\nt\nu\n");
  CHECK(asked({{6, 7}}, {{20, 22}}).empty());
}

TEST_CASE("a line is told once to be notable, but for the first of a text") {
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  Ranges told;
  const auto find = [&](ByteRange lines, Ranges& notable) {
    told.push_back(lines);
    if (lines.begin == 0) notable.push_back({0, 2});
    if (lines.end >= 6) notable.push_back({4, 6});
  };
  const std::string text = "a\nb\nc\nd\n";
  CHECK(sieve.notable_among(text, everywhere(text), find) == Ranges{{0, 2}, {4, 6}});
  CHECK(told == Ranges{{0, 8}});
  told.clear();
  CHECK(sieve.notable_among(text, everywhere(text), find) == Ranges{{0, 2}, {4, 6}});
  CHECK(told == Ranges{{0, 2}});
  told.clear();
  CHECK(sieve.notable_among(text, {{2, 4}, {6, 8}}, find).empty());
  CHECK(told.empty());
}

TEST_CASE("the lines on which places lie hold the byte behind each, or are the last one") {
  const std::string text = "aa\nbb\ncc\ndd";
  CHECK(lines_on(text, {{0, 1}}) == Ranges{{0, 3}});
  CHECK(lines_on(text, {{0, 3}}) == Ranges{{0, 6}});
  CHECK(lines_on(text, {{1, 1}, {1, 2}, {6, 7}}) == Ranges{{0, 3}, {6, 9}});
  CHECK(lines_on(text, {{1, 1}, {4, 7}}) == Ranges{{0, 9}});
  CHECK(lines_on(text, {{11, 11}}) == Ranges{{9, 11}});
  CHECK(lines_on("", {{0, 0}}).empty());
}

TEST_CASE("lines at the ends of a text are not those in the midst of another") {
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  const std::string text = "a\nb\nc\nd";
  sifted(sieve, text, everywhere(text));
  sieve.learn({});
  CHECK(sifted(sieve, text, everywhere(text)).empty());
  const std::string longer = text + "\n";
  CHECK(lines_of(longer, sifted(sieve, longer, everywhere(longer))) == "a\nb\nc\nd\n");
}

TEST_CASE("lines that hold something are never known") {
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  const std::string text = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
  sifted(sieve, text, everywhere(text));
  sieve.learn({{2, 3}, {8, 11}});
  CHECK(lines_of(text, sifted(sieve, text, everywhere(text))) == "b\ne\nf\n");
}

TEST_CASE("a table without room forgets, and hides nothing") {
  KnownLines known(8, "secret");
  LineSieve sieve(known);
  const std::string text = "a\nb\n";
  sifted(sieve, text, everywhere(text));
  sieve.learn({});
  const std::string left = lines_of(text, sifted(sieve, text, everywhere(text)));
  CHECK(left == "a\n");
}

TEST_CASE("an empty text has no lines to look at, and the end of a text is in its last one") {
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  CHECK(sifted(sieve, "", {{0, 0}}).empty());
  CHECK(sifted(sieve, "a\nb\n", {{4, 4}}) == Ranges{{0, 4}});
  CHECK(sifted(sieve, "a\nb", {{3, 3}}) == Ranges{{0, 3}});
}

TEST_CASE("a text of too many lines is not sifted") {
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  const std::string text(kMostSiftedLines + 10, '\n');
  CHECK(sieve.sift(text, everywhere(text), everywhere(text), 0) == nullptr);
  CHECK(sifted(sieve, text, {{1000, 1001}}).size() == 1);
}

TEST_CASE("wrapped lines of encoded text are wanted together") {
  const std::string line = concat(std::string(60, 'A'), '\n');
  const std::string text = concat("x: 1\n", line, line, line, "y: 2\n");
  const std::size_t second = 5 + line.size();
  const WantedText wanted = wanted_text(text, {{second, second + line.size()}}, {{5, second}});
  REQUIRE(wanted.wanted.size() == 1);
  CHECK(wanted.wanted.front() == ByteRange{5, text.size()});
  // A hint of the first line may begin before it, and its digits go on behind it.
  CHECK(wanted.searched == Ranges{{4, second + line.size()}});
}

TEST_CASE("more hints than are kept make all lines notable, in their order") {
  const RuleSet rules = std::move(*RuleSet::from_table(builtin_rules()));
  const Detector detector(rules);
  auto scratch = std::move(*detector.make_scratch());
  std::string text = concat("a\npassword = 1\nb\n");
  for (int line = 0; line < 60; ++line) {
    for (int hint = 0; hint < 400; ++hint) text += " sk_live_";
    text += '\n';
  }
  Ranges notable{{0, 0}};
  detector.find_notable_lines(text, {2, text.size()}, scratch, notable);
  CHECK(notable == Ranges{{0, 0}, {2, text.size()}});
}

TEST_CASE("what the unknown lines of versions hold is what the whole versions hold") {
  const RuleSet rules = std::move(*RuleSet::from_table(builtin_rules()));
  const Detector detector(rules);
  auto scratch = std::move(*detector.make_scratch());
  REQUIRE(detector.have_notable_lines("src/app.yml", scratch));
  const Lines lines = pool(rules);
  KnownLines known(kRoom, "secret");
  LineSieve sieve(known);
  std::size_t compared = 0;
  std::size_t with_findings = 0;
  std::size_t looked_at = 0;
  std::size_t bytes = 0;
  for (std::uint64_t seed = 0; seed < (kSanitized ? 4 : 30); ++seed) {
    Random random(seed);
    Lines text_lines(lines.begin(), lines.begin() + 6);
    for (int version = 0; version < 40; ++version) {
      const Lines before = text_lines;
      edit(text_lines, lines, random);
      const std::string text = joined(text_lines);
      const Ranges notable = sieve.notable_among(
          text, everywhere(text), [&](ByteRange some, std::vector<ByteRange>& found_there) {
            detector.find_notable_lines(text, some, scratch, found_there);
          });
      const Ranges unknown = *sieve.sift(text, everywhere(text), notable, 0);
      const Detection near =
          detector.scan_lines({"src/app.yml", text}, {unknown, notable}, scratch);
      const Detection whole = detector.scan({"src/app.yml", text}, scratch);
      if (near.reads_far) {
        text_lines = before;
        continue;
      }
      Ranges undecided = near.open;
      undecided.insert(undecided.end(), near.wrapped.begin(), near.wrapped.end());
      std::sort(undecided.begin(), undecided.end());
      sieve.learn(undecided);
      INFO("seed " << seed << ", version " << version);
      CHECK(found(near) == found(whole));
      if (found(near) != found(whole)) return;
      ++compared;
      with_findings += whole.findings.empty() ? 0 : 1;
      looked_at += lines_of(text, unknown).size();
      bytes += text.size();
    }
  }
  // The cases are there, and lines are known.
  CHECK(compared > (kSanitized ? 80 : 800));
  CHECK(with_findings * 2 > compared);
  CHECK(looked_at < bytes);
}
