// CODEOWNERS as GitHub reads it.
#include "privilege/dialects/codeowners/owner_rules.h"

#include "base/text.h"

namespace foureyes {
namespace {

// The words of a line up to a comment; a backslash keeps the next character.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  bool open = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#') break;
    if (is_space(line[i])) {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    if (line[i] == '\\' && i + 1 < line.size()) ++i;
    words.back() += line[i];
  }
  return words;
}

bool is_readable(std::string_view pattern) {
  return !pattern.starts_with('!') && pattern.find_first_of("[]") == pattern.npos;
}

}  // namespace

std::vector<OwnerRule> parse_codeowners(std::string_view text) {
  std::vector<OwnerRule> rules;
  std::uint32_t number = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::string_view line : split_lines(text)) {
    ++number;
    std::vector<std::string> words = words_of(line);
    if (words.empty() || !is_readable(words.front())) continue;
    OwnerRule rule;
    rule.pattern = words.front();
    rule.line = number;
    for (std::size_t i = 1; i < words.size(); ++i) rule.owners.insert(to_lower(words[i]));
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace foureyes
