#include "privilege/dialects/codeowners_rules.h"

#include <algorithm>

#include "base/path_pattern.h"
#include "base/text.h"

namespace foureyes {
namespace {

using Segments = std::vector<std::string>;

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

// "/docs/" -> docs, ** ; "*.js" -> **, *.js ; "a/b" -> a, b
Segments segments_of(std::string_view pattern) {
  Segments out;
  const bool directory = pattern.ends_with('/');
  const bool anchored = contains(pattern.substr(0, pattern.size() - (directory ? 1 : 0)), "/");
  if (!anchored) out.push_back("**");
  for (std::string_view part : split(pattern, '/'))
    if (!part.empty()) out.emplace_back(part);
  if (directory) out.push_back("**");
  return out;
}

// A pattern that names a directory means everything below it; "docs/*" means direct children only.
bool stops_here(const Segments& pattern) {
  return pattern.size() > 1 && pattern.back() == "*" && pattern[pattern.size() - 2] != "**";
}

// Whether the segments match, by the positions of the pattern that are reachable: linear in the
// product of the lengths.
bool segments_match(const Segments& pattern, const std::vector<std::string_view>& path) {
  const bool exact = stops_here(pattern);
  std::vector<char> reachable(pattern.size() + 1, 0);
  const auto skip_stars = [&] {
    for (std::size_t p = 0; p < pattern.size(); ++p)
      if (reachable[p] && pattern[p] == "**" && p + 1 < pattern.size()) reachable[p + 1] = 1;
  };
  reachable[0] = 1;
  skip_stars();
  for (std::size_t i = 0; i < path.size(); ++i) {
    std::vector<char> next(pattern.size() + 1, 0);
    for (std::size_t p = 0; p < pattern.size(); ++p) {
      if (!reachable[p]) continue;
      if (pattern[p] == "**") {
        next[p] = 1;
        if (p + 1 == pattern.size()) return true;
      } else if (glob_matches(pattern[p], path[i])) {
        next[p + 1] = 1;
      }
    }
    reachable = std::move(next);
    skip_stars();
    if (reachable[pattern.size()] && (i + 1 == path.size() || !exact)) return true;
  }
  return false;
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

OwnerMap::OwnerMap(std::vector<OwnerRule> rules) : rules_(std::move(rules)) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    segments_.push_back(segments_of(rules_[i].pattern));
    const Segments& segments = segments_.back();
    const bool literal =
        !segments.empty() && segments.front().find_first_of("*?") == std::string::npos;
    (literal ? by_first_[segments.front()] : anywhere_).push_back(i);
  }
}

const OwnerRule* OwnerMap::rule_for(std::string_view path, std::size_t& budget) const {
  const std::vector<std::string_view> segments = split(path, '/');
  static const std::vector<std::size_t> kNone;
  const auto found = by_first_.find(std::string(segments.front()));
  const auto& named = found == by_first_.end() ? kNone : found->second;
  std::size_t n = named.size(), a = anywhere_.size();
  while ((n > 0 || a > 0) && budget > 0) {
    const bool take_named = a == 0 || (n > 0 && named[n - 1] > anywhere_[a - 1]);
    const std::size_t rule = take_named ? named[--n] : anywhere_[--a];
    --budget;
    if (segments_match(segments_[rule], segments)) return &rules_[rule];
  }
  return nullptr;
}

bool owner_pattern_matches(std::string_view pattern, std::string_view path) {
  return segments_match(segments_of(pattern), split(path, '/'));
}

std::string example_path(std::string_view pattern) {
  Segments segments = segments_of(pattern);
  if (segments.empty()) return "";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool below = segments[i] == "**" && i + 1 == segments.size();
    if (segments[i] == "**" && !below) continue;
    parts.push_back(replace_all(replace_all(below ? "*" : segments[i], "*", "\x01"), "?", "\x01"));
  }
  return join(parts, "/");
}

}  // namespace foureyes
