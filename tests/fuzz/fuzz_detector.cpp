// layer: secrets
// Any bytes under any path: findings lie inside the text, the two engines together equal RE2 alone,
// and the lines that no input had before hold what the whole text holds.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "secrets/candidates.h"
#include "secrets/detector.h"
#include "secrets/line_sieve.h"

namespace {

// A few rules of every kind: the fuzzer looks for holes in the engine, not in the rules.
constexpr const char* kRules = R"(
- {id: token, name: Token, title: t, description: D., severity: high, pattern: '\b(tk_[0-9a-z]{4,40})\b',
   examples: [x], negative_examples: [x], references: ['https://example.com'], remediation: r, tags: [t]}
- {id: wide, name: Wide, title: t, description: D., severity: high, pattern: '(BEGIN[a-z\s]+?END)', prefilter: BEGIN,
   examples: [x], negative_examples: [x], references: ['https://example.com'], remediation: r, tags: [t]}
- {id: near, name: Near, title: t, description: D., severity: high, pattern: '\b([0-9a-f]{8})\b', near: [acme],
   examples: [x], negative_examples: [x], references: ['https://example.com'], remediation: r, tags: [t]}
- {id: generic, name: Generic, title: t, description: D., severity: low, generic: true,
   pattern: '(?i)(?P<key>pass|secret)[=:]["'']?(?P<secret>[^\s"'']{3,40})', filters: [placeholder, template,
   reference, encrypted, hash-like, uuid, dictionary-word, prose, identifier, url, repeated, sequential],
   examples: [x], negative_examples: [x], references: ['https://example.com'], remediation: r, tags: [t]}
- {id: file, name: File, title: t, description: D., severity: low, path: '\.p12$',
   examples: [x], references: ['https://example.com'], remediation: r, tags: [t]}
)";

const foureyes::RuleSet& rules() {
  static const auto* const kSet = new foureyes::RuleSet(
      std::move(*foureyes::RuleSet::from_sources({{"rules/secrets/fuzz.yml", kRules}})));
  return *kSet;
}

void require(bool condition) {
  if (!condition) std::abort();
}

std::set<std::pair<std::size_t, std::string>> found(const foureyes::Detection& detection) {
  std::set<std::pair<std::size_t, std::string>> all;
  for (const foureyes::Finding& finding : detection.findings)
    all.emplace(finding.range.begin, finding.fingerprint);
  return all;
}

void check_unknown_lines(const foureyes::Detector& detector, std::string_view text,
                         foureyes::DetectorScratch& scratch) {
  static foureyes::KnownLines known(1u << 20, "any");
  static foureyes::LineSieve sieve(known);
  const bool is_binary = text.find('\0') != std::string_view::npos;
  if (is_binary || !foureyes::Detector::is_plain(text)) return;
  const std::vector<foureyes::ByteRange> everywhere{{0, text.size()}};
  std::vector<foureyes::ByteRange> notable = everywhere;
  if (detector.have_notable_lines("a.yml", scratch))
    notable = sieve.notable_among(
        text, everywhere, [&](foureyes::ByteRange lines, std::vector<foureyes::ByteRange>& found) {
          detector.find_notable_lines(text, lines, scratch, found);
        });
  const auto* lines = sieve.sift(text, everywhere, notable, 0);
  const foureyes::Detection near = detector.scan_lines({"a.yml", text}, {*lines, notable}, scratch);
  if (near.reads_far) return;
  require(found(near) == found(detector.scan({"a.yml", text}, scratch)));
  std::vector<foureyes::ByteRange> undecided = near.open;
  undecided.insert(undecided.end(), near.wrapped.begin(), near.wrapped.end());
  std::sort(undecided.begin(), undecided.end());
  sieve.learn(undecided);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = input.find('\n');
  const std::string_view path = cut == std::string_view::npos ? "" : input.substr(0, cut);
  const std::string_view text = cut == std::string_view::npos ? input : input.substr(cut + 1);
  static const foureyes::Detector detector(rules());
  static auto scratch = std::move(*detector.make_scratch());
  const foureyes::Detection detection = detector.scan({path, text}, scratch);
  for (const foureyes::Finding& finding : detection.findings)
    require(finding.path != path ||  // of an archive's entry, or of its name
            (finding.range.begin <= finding.range.end && finding.range.end <= text.size()));
  check_unknown_lines(detector, text, scratch);
  if (text.size() > 4096) return 0;
  const foureyes::CandidateSearch search{path, text, 1'000'000};
  foureyes::CandidateScratch candidates(std::move(*rules().prefilter().make_scratch()),
                                        rules().rules().size());
  require(foureyes::find_candidates(rules(), search, candidates).found.size() ==
          foureyes::find_candidates_slowly(rules(), search).found.size());
  return 0;
}
