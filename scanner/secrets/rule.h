// A rule for one kind of credential, as rules/secrets/README.md describes it: data, checked, not
// yet compiled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/rule_info.h"
#include "secrets/filter_names.h"
#include "secrets/generic/place.h"
#include "secrets/structure.h"

namespace foureyes {

enum class RuleKind {
  provider,  // a credential with a mark of its own
  generic,   // runs last, gives way to a provider rule on the same bytes
  path,      // the name of the file is the finding
};

// A match of any rule is at most this long. Where a pattern has no bound, what is longer is no
// match.
inline constexpr std::uint32_t kWidestMatch = 16'384;

// What belongs to a credential and stands near it: an access key's id, a client's id, a user name.
struct RulePart {
  std::string name;     // for people: "access key id"
  std::string pattern;  // as Rule::pattern
  std::uint32_t max_width = 0;
  std::uint32_t secret_group = 1;
};

// "rules/secrets/stripe.yml:12:5" of a rule and of its examples. Empty where the rule came from a
// compiled table.
struct RuleOrigin {
  std::string rule;
  std::vector<std::string> examples;
  std::vector<std::string> negative_examples;
};

struct Rule {
  RuleInfo info;
  RuleKind kind = RuleKind::provider;
  std::string provider;  // the name of its file: "stripe"
  std::string pattern;   // RE2 over bytes; empty for RuleKind::path
  std::string prefilter;
  std::vector<std::string> keywords;
  std::vector<PlaceKind> places;  // what the generic detection finds there; then no pattern
  std::vector<std::string> near;  // lower case
  std::vector<StructureCheck> structure;
  std::vector<FilterName> filters;
  std::string path;
  std::string except_path;
  std::uint32_t public_prefix = 0;
  std::uint32_t secret_group = 1;
  std::uint32_t key_group = 0;  // 0: the pattern captures no key
  std::uint32_t max_width = 0;  // bytes of the longest match
  bool crosses_lines = false;   // a match may hold a line break
  bool within_line = false;     // as its first or last byte alone
  std::vector<std::string> overrides;
  std::vector<RulePart> parts;
  // Of a finding without any of its parts, or that is no part of another: at most this.
  Confidence alone = Confidence::high;
  std::vector<std::string> examples;
  std::vector<std::string> negative_examples;
  RuleOrigin origin;
  // Why Hyperscan does not take the pattern: RE2 alone looks for it then. Empty: it does.
  std::string refusal;
};

// What is read of a compiled rule: a scan needs the words for people of few.
enum class RuleDetail { for_matching, all };

// A rule file: its name for messages ("rules/secrets/stripe.yml") and its text.
struct RuleSource {
  std::string name;
  std::string text;
};

// Reads one file. An unknown key, a wrong type, a pattern that is not bounded: an error with file,
// line and column.
Result<std::vector<Rule>> read_rules(const RuleSource& source);

// All files, sorted by id. An id or a name that occurs twice is an error.
Result<std::vector<Rule>> read_rule_files(const std::vector<RuleSource>& sources);

}  // namespace foureyes
