#include "secrets/rule_lint.h"

#include <algorithm>

#include "base/text.h"
#include "secrets/detector.h"
#include "secrets/example_template.h"

namespace foureyes {
namespace {

constexpr std::uint64_t kSeeds = 16;
constexpr std::string_view kPathMark = "{{path:";  // "{{path:ci/deploy.yml}}text"

class RuleLinter {
 public:
  RuleLinter(const Detector& detector, DetectorScratch& scratch)
      : detector_(detector), scratch_(scratch) {}

  void check(const Rule& rule) {
    for (std::size_t i = 0; i < rule.examples.size(); ++i)
      check_example(rule, {rule.examples[i], place(rule.origin.examples, i), Expected::finding});
    for (std::size_t i = 0; i < rule.negative_examples.size(); ++i)
      check_example(rule, {rule.negative_examples[i], place(rule.origin.negative_examples, i),
                           Expected::nothing});
  }
  std::vector<RuleProblem> take() { return std::move(problems_); }

 private:
  enum class Expected { finding, nothing };
  struct Example {
    std::string text;
    std::string where;
    Expected expected;
  };
  static std::string place(const std::vector<std::string>& places, std::size_t index) {
    return index < places.size() ? places[index] : "";
  }

  // The path mark stays for finds().
  static Result<std::string> expand_example(const std::string& example, std::uint64_t seed) {
    const std::size_t mark = example.starts_with(kPathMark) ? example.find("}}") : 0;
    if (mark == 0 || mark == std::string::npos) return expand_template(example, seed);
    TRY_ASSIGN(std::string text, expand_template(example.substr(mark + 2), seed));
    return concat(example.substr(0, mark + 2), text);
  }

  // A form with a wrong checksum stays a finding of low confidence: it contradicts no
  // counter-example, unless low is all that the rule ever says.
  static bool counts(const Rule& rule, const Finding& finding, Expected expected) {
    return expected == Expected::finding || finding.confidence > Confidence::low ||
           rule.info.confidence == Confidence::low || rule.kind == RuleKind::generic;
  }

  bool finds(const Rule& rule, std::string_view text, Expected expected) {
    Content content{"", text};
    if (rule.kind == RuleKind::path) content = {text, "content"};
    if (text.starts_with(kPathMark)) {
      const std::size_t end = std::min(text.find("}}"), text.size() - 2);
      content = {text.substr(kPathMark.size(), end - kPathMark.size()), text.substr(end + 2)};
    }
    const Detection detection = detector_.scan(content, scratch_);
    return std::any_of(detection.findings.begin(), detection.findings.end(),
                       [&](const Finding& finding) {
                         return finding.rule_id == rule.info.id && counts(rule, finding, expected);
                       });
  }

  void check_example(const Rule& rule, const Example& example) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const auto text = expand_example(example.text, seed);
      if (!text) {
        problems_.push_back({rule.info.id, example.where, text.error().what});
        return;
      }
      if (finds(rule, *text, example.expected) == (example.expected == Expected::finding)) continue;
      problems_.push_back(
          {rule.info.id, example.where,
           concat(example.expected == Expected::finding ? "no finding in its example: "
                                                        : "a finding in its negative example: ",
                  example.text, " (seed ", seed, ")")});
      return;
    }
  }

  const Detector& detector_;
  DetectorScratch& scratch_;
  std::vector<RuleProblem> problems_;
};

}  // namespace

Result<std::vector<RuleProblem>> lint_rules(const RuleSet& rules) {
  const Detector detector(rules);
  TRY_ASSIGN(DetectorScratch scratch, detector.make_scratch());
  RuleLinter linter(detector, scratch);
  for (const Rule& rule : rules.rules()) linter.check(rule);
  return linter.take();
}

}  // namespace foureyes
