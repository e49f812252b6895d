// CODEOWNERS: who must review which path, as GitHub and as GitLab read it. Syntax:
// docs.github.com, "About code owners"; docs.gitlab.com/user/project/codeowners (read 2025-11).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foureyes {

enum class OwnersPlatform { github, gitlab };

inline constexpr std::size_t kMaxCodeownersBytes = 3u << 20;  // GitHub ignores a larger file

struct OwnerRule {
  std::string pattern;
  std::set<std::string> owners;  // lower case; none: the line clears ownership
  std::uint32_t line = 0;
  // GitLab's sections: each asks for approvals of its own. Lower case; "" outside of any.
  std::string section = {};
  std::size_t approvals = 1;
  bool excludes = false;  // "!pattern": its paths ask the section for nothing
};

struct OwnerRules {
  std::vector<OwnerRule> rules;
  std::vector<std::string> unread;  // patterns that the platform reads and this does not
};

// As GitHub reads it: lines that it cannot read (negations, character ranges) are left out.
std::vector<OwnerRule> parse_codeowners(std::string_view text);
// As GitLab does. Rules of optional sections are left out: they hold nothing up.
OwnerRules parse_gitlab_codeowners(std::string_view text);
// Whether a line opens a section, which only GitLab has.
bool has_sections(std::string_view text);

// Finds, in each section, the last rule that matches a path. Owns its rules.
class OwnerMap {
 public:
  OwnerMap(std::vector<OwnerRule> rules, OwnersPlatform platform);
  // At most one of each section, in the order of their names. Not complete once `budget` (match
  // attempts left) is used up.
  std::vector<const OwnerRule*> rules_for(std::string_view path, std::size_t& budget) const;
  const std::vector<OwnerRule>& rules() const { return rules_; }

 private:
  struct Section {
    std::unordered_map<std::string, std::vector<std::size_t>> by_first;  // literal first segment
    std::vector<std::size_t> anywhere;                                   // all others
  };

  bool matches(std::size_t rule, const std::vector<std::string_view>& path) const;
  const OwnerRule* rule_for(const Section& section, const std::vector<std::string_view>& path,
                            std::size_t& budget) const;

  OwnersPlatform platform_;
  std::vector<OwnerRule> rules_;
  std::vector<std::vector<std::string>> segments_;  // of each pattern; "**" any number of segments
  std::map<std::string, Section> sections_;
  std::map<std::string, std::vector<std::size_t>> exclusions_;  // by section
};

bool owner_pattern_matches(std::string_view pattern, std::string_view path,
                           OwnersPlatform platform = OwnersPlatform::github);

// A path that the pattern matches and that is in no repository: it stands for files to come. Where
// any name will do it has kAnyName, which no pattern names.
inline constexpr std::string_view kAnyName = "\x01";
std::string example_path(std::string_view pattern,
                         OwnersPlatform platform = OwnersPlatform::github);

}  // namespace foureyes
