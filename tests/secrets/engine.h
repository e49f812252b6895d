// The detector with the built-in rules, and texts for it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "builtin_rules/builtin_rules.h"
#include "secrets/detector.h"
#include "secrets/example_template.h"
#include "support/catch.h"

namespace foureyes::test {

class Engine {
 public:
  explicit Engine(DetectorOptions options = {})
      : rules_(std::move(*RuleSet::from_table(builtin_rules()))),
        detector_(rules_, std::move(options)),
        scratch_(std::move(*detector_.make_scratch())) {}
  Detection scan(std::string_view text, std::string_view path = "src/app.yml") {
    return detector_.scan({path, text}, scratch_);
  }
  std::string path_class(std::string_view path) { return detector_.path_class(path, scratch_); }
  const RuleSet& rules() const { return rules_; }

 private:
  RuleSet rules_;
  Detector detector_;
  DetectorScratch scratch_;
};

inline std::string expand(std::string_view text, std::uint64_t seed = 1) {
  const auto expanded = expand_template(text, seed);
  REQUIRE(expanded.has_value());
  return *expanded;
}

// With a byte order mark; of ASCII.
inline std::string utf16(std::string_view text, bool little) {
  std::string out = little ? "\xff\xfe" : "\xfe\xff";
  for (const char c : text) {
    if (little) out += {c, '\0'};
    if (!little) out += {'\0', c};
  }
  return out;
}

}  // namespace foureyes::test
