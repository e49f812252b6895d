// CODEOWNERS as GitLab reads it: sections with owners and a number of approvals, exclusions, and
// comments on lines of their own only.
#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "privilege/dialects/codeowners/owner_rules.h"

namespace foureyes {
namespace {

struct SectionHeading {
  std::string name;  // lower case
  std::size_t approvals = 1;
  bool optional = false;
  std::set<std::string> owners;
};

// A name, a group, a role ("@@maintainer") or an address; whatever else stands there is nobody.
std::set<std::string> owners_in(std::string_view text) {
  std::set<std::string> owners;
  const std::string blanks = replace_all(text, "\t", " ");
  for (std::string_view word : split(blanks, ' '))
    if (contains(word, "@") && word.size() > 1) owners.insert(to_lower(word));
  return owners;
}

// "^[Name][2] @owner"
std::optional<SectionHeading> read_heading(std::string_view line) {
  SectionHeading out;
  if (line.starts_with('^')) {
    out.optional = true;
    line.remove_prefix(1);
  }
  const std::size_t end = line.find(']');
  if (!line.starts_with('[') || end == line.npos) return std::nullopt;
  out.name = to_lower(trim(line.substr(1, end - 1)));
  line.remove_prefix(end + 1);
  if (line.starts_with('[') && line.find(']') != line.npos) {
    const std::string_view count = line.substr(1, line.find(']') - 1);
    std::from_chars(count.data(), count.data() + count.size(), out.approvals);
    out.approvals = std::max<std::size_t>(out.approvals, 1);
    line.remove_prefix(line.find(']') + 1);
  }
  if (out.name.empty()) return std::nullopt;
  out.owners = owners_in(line);
  return out;
}

// The pattern of a line, its escaped blanks and its escaped "#" as themselves; leaves the owners.
std::string take_pattern(std::string_view& line) {
  std::string pattern;
  std::size_t at = line.starts_with("\\#") ? 1 : 0;
  for (; at < line.size() && !is_space(line[at]); ++at) {
    if (line[at] == '\\' && at + 1 < line.size() && is_space(line[at + 1])) ++at;
    pattern += line[at];
  }
  line.remove_prefix(at);
  return pattern;
}

// A section is required as soon as one of its headings says so.
std::set<std::string> required_sections(const std::vector<SectionHeading>& headings) {
  std::set<std::string> out = {""};
  for (const SectionHeading& heading : headings)
    if (!heading.optional) out.insert(heading.name);
  return out;
}

}  // namespace

OwnerRules parse_gitlab_codeowners(std::string_view text) {
  OwnerRules out;
  std::vector<SectionHeading> headings(1);
  std::uint32_t number = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::string_view line : split_lines(text)) {
    ++number;
    line = trim(line);
    if (line.empty() || line.starts_with('#')) continue;
    if (auto heading = read_heading(line)) {
      headings.push_back(std::move(*heading));
      continue;
    }
    OwnerRule rule;
    rule.excludes = line.starts_with('!');
    if (rule.excludes) line.remove_prefix(1);
    rule.pattern = take_pattern(line);
    if (rule.pattern.find_first_of("[]\\") != std::string::npos) {
      out.unread.push_back(concat(headings.back().name, ": ", line, " ", rule.pattern));
      continue;
    }
    rule.owners = owners_in(line);
    if (rule.owners.empty()) rule.owners = headings.back().owners;
    rule.line = number;
    rule.section = headings.back().name;
    rule.approvals = headings.back().approvals;
    out.rules.push_back(std::move(rule));
  }
  const std::set<std::string> required = required_sections(headings);
  std::erase_if(out.rules, [&](const OwnerRule& rule) { return !required.contains(rule.section); });
  return out;
}

bool has_sections(std::string_view text) {
  for (std::string_view line : split_lines(text))
    if (const auto heading = read_heading(trim(line)); heading) return true;
  return false;
}

}  // namespace foureyes
