// CODEOWNERS: who must review which path. Syntax and choice of file: docs.github.com, "About code
// owners" (read 2025-11).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foureyes {

// In the order in which the platform looks for them; only the first that exists counts.
inline constexpr std::string_view kCodeownersFiles[] = {".github/CODEOWNERS", "CODEOWNERS",
                                                        "docs/CODEOWNERS"};
inline constexpr std::size_t kMaxCodeownersBytes = 3u << 20;  // a larger file is ignored

struct OwnerRule {
  std::string pattern;
  std::set<std::string> owners;  // lower case; none: the line clears ownership
  std::uint32_t line = 0;
};

// Lines that the platform cannot read (negations, character ranges) are left out, as it does.
std::vector<OwnerRule> parse_codeowners(std::string_view text);

// Finds the last rule that matches a path. Owns its rules.
class OwnerMap {
 public:
  explicit OwnerMap(std::vector<OwnerRule> rules);
  // nullptr when no rule matches, or when `budget` (match attempts left) is used up.
  const OwnerRule* rule_for(std::string_view path, std::size_t& budget) const;
  const std::vector<OwnerRule>& rules() const { return rules_; }

 private:
  std::vector<OwnerRule> rules_;
  std::vector<std::vector<std::string>> segments_;  // of each pattern; "**" any number of segments
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_;  // literal first segment
  std::vector<std::size_t> anywhere_;                                   // all others
};

bool owner_pattern_matches(std::string_view pattern, std::string_view path);

// A path that the pattern matches and that is in no repository: it stands for files to come.
std::string example_path(std::string_view pattern);

}  // namespace foureyes
