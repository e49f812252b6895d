// The engine against its definition: Hyperscan and RE2 in windows must give what RE2 alone gives
// over the whole text, for every built-in rule.
#include "secrets/candidates.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/file.h"
#include "base/text.h"
#include "builtin_rules/builtin_rules.h"
#include "secrets/detector.h"
#include "secrets/example_template.h"
#include "secrets/rule_pattern.h"
#include "secrets/rule_set.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

class Engine {
 public:
  Engine()
      : rules_(std::move(*RuleSet::from_table(builtin_rules()))),
        scratch_(std::move(*rules_.prefilter().make_scratch()), rules_.rules().size()) {}

  const RuleSet& rules() const { return rules_; }

  void check_equal(std::string_view path, std::string_view text) {
    const CandidateSearch search{path, text, 1'000'000};
    const auto fast = sorted(find_candidates(rules_, search, scratch_));
    const auto slow = sorted(find_candidates_slowly(rules_, search));
    std::vector<Row> differing;
    std::set_symmetric_difference(fast.begin(), fast.end(), slow.begin(), slow.end(),
                                  std::back_inserter(differing));
    if (!differing.empty()) {
      const auto& [begin, end, secret, secret_end, rule] = differing.front();
      INFO(rule << " at " << begin << " to " << end);
      CHECK(fast.size() == slow.size());
    }
    CHECK(differing.empty());
  }

 private:
  using Row = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t, std::string>;
  std::vector<Row> sorted(const Candidates& candidates) const {
    std::vector<Row> rows;
    for (const auto& [rule, match] : candidates.found)
      rows.emplace_back(match.whole.begin, match.whole.end, match.secret.begin, match.secret.end,
                        rules_.rules()[rule].info.id);
    std::sort(rows.begin(), rows.end());
    return rows;
  }
  RuleSet rules_;
  CandidateScratch scratch_;
};

// Examples of all rules, cut, doubled and joined at random: dense in matches and near-matches.
class RandomText {
 public:
  RandomText(const RuleSet& rules, unsigned seed) : random_(seed) {
    for (const Rule& rule : rules.rules()) {
      if (rule.kind == RuleKind::path) continue;
      for (const auto* list : {&rule.examples, &rule.negative_examples})
        for (const std::string& example : *list)
          if (const auto text = expand_template(example, seed)) pieces_.push_back(*text);
    }
  }
  std::string next(std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece();
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string piece() {
    std::string text = pieces_[below(pieces_.size())];
    switch (below(8)) {
      case 0:
        return text.substr(0, below(text.size() + 1));
      case 1:
        return text.substr(below(text.size()));
      case 2:
        return text + text;
      case 3:
        text[below(text.size())] = static_cast<char>(below(256));
        return text;
      case 4:
        return text + " ";
      case 5:
        return std::string(1 + below(40), "aA0=\":,- \n"[below(10)]);
      default:
        return text + "\n";
    }
  }
  std::mt19937 random_;
  std::vector<std::string> pieces_;
};

}  // namespace

TEST_CASE("both engines together find what RE2 alone finds, over random text") {
  Engine engine;
  for (unsigned seed = 0; seed < 12; ++seed) {
    RandomText random(engine.rules(), seed);
    INFO("seed " << seed);
    engine.check_equal(seed % 2 == 0 ? "src/app.yml" : "mollie/checkout.env", random.next(20'000));
  }
}

TEST_CASE("a vertical tab is no white space for either engine") {
  Engine engine;
  engine.check_equal("a.yml", "https://deploy:Zq7Xw2\vRt9Lm4@git.example.com/x\n");
  engine.check_equal("a.yml", "password = \"Zq7X\vw2Rt9Lm4Vb6\"\n");
}

TEST_CASE("both engines together find what RE2 alone finds, over bytes without meaning") {
  Engine engine;
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::string text;
    for (int i = 0; i < 4'000; ++i) text += static_cast<char>(random() % (round % 2 ? 256 : 96));
    engine.check_equal("data.bin", text);
  }
}

TEST_CASE("both engines together find what RE2 alone finds, over the project's own files") {
  Engine engine;
  for (const char* folder : {"/scanner", "/rules", "/tests/secrets"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::string(FOUREYES_SOURCE_DIR) + folder)) {
      if (!entry.is_regular_file() || entry.file_size() > 60'000) continue;
      const auto text = read_file(entry.path());
      REQUIRE(text.has_value());
      INFO(entry.path());
      engine.check_equal(entry.path().string(), *text);
    }
}

TEST_CASE("both engines together find what RE2 alone finds, over labelled files") {
  const char* shared = std::getenv("FOUREYES_SHARED");
  const std::string root = shared != nullptr ? shared : FOUREYES_SOURCE_DIR "/../shared";
  const std::string samples = root + "/corpus/privilege";
  if (!is_directory(samples)) {
    WARN("skipped: no labelled files at " << samples);
    return;
  }
  Engine engine;
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(samples)) {
    if (!entry.is_regular_file() || entry.file_size() > 20'000 || ++files > 150) continue;
    const auto text = read_file(entry.path());
    if (text) engine.check_equal(entry.path().string(), *text);
  }
}

TEST_CASE("a pattern stays within its line where a line break can only be its first or last byte") {
  CHECK(stays_within_line("key[ \\t]{0,3}="));
  CHECK(stays_within_line("(?:[^0-9]|\\bbot|(?m:^))[0-9]{8}(?:[^0-9]|(?m:$))"));
  CHECK(stays_within_line("(?i:IDENTIFIED\\s|PASSWORD(?:\\r|(?m:$)))"));
  CHECK_FALSE(stays_within_line("key\\s{0,3}="));
  CHECK_FALSE(stays_within_line("[^0-9]{1,2}key"));
  CHECK_FALSE(stays_within_line("(?:\\skey)?[^a]b"));
  CHECK_FALSE(stays_within_line("(?:a[^0-9]b|c)d"));
  CHECK_FALSE(stays_within_line("(?s:key.value)"));
  CHECK_FALSE(stays_within_line("a\nb"));
  CHECK_FALSE(stays_within_line("\\b[^0-9]key"));
}

TEST_CASE("a credential is no further from its name than a decision reads") {
  const RuleSet rules = std::move(*RuleSet::from_table(builtin_rules()));
  const Detector detector(rules);
  auto scratch = std::move(*detector.make_scratch());
  const auto finds = [&](std::string_view id, std::string_view form, std::size_t breaks) {
    std::string text = *expand_template(std::string(form), 1);
    text.replace(text.find('|'), 1, std::string(breaks, '\n'));
    const auto findings = detector.scan({"a.xml", text}, scratch).findings;
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.rule_id == id; });
  };
  for (const std::size_t breaks : {1u, 2u, 3u, 4u, 8u}) {
    INFO(breaks);
    CHECK(finds("twilio-auth-token", "twilio_auth_token:|{{hex:32}}\n", breaks) == (breaks <= 3));
    CHECK(finds("generic-secret-xml", "<api_token>{{alnum:24}}|</api_token>\n", breaks) ==
          (breaks <= 3));
  }
}
