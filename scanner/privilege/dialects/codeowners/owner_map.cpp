// Which rule of CODEOWNERS decides over a path: the last one that matches, in each section.
#include <algorithm>

#include "base/path_pattern.h"
#include "base/text.h"
#include "privilege/dialects/codeowners/owner_rules.h"

namespace foureyes {
namespace {

using Segments = std::vector<std::string>;

// "/docs/" -> docs, ** ; "*.js" -> **, *.js ; "a/b" -> a, b
// A slash anywhere but at the end ties a pattern to the root; on GitLab only the one at its start.
Segments segments_of(std::string_view pattern, OwnersPlatform platform) {
  Segments out;
  const bool directory = pattern.ends_with('/');
  const bool anchored =
      platform == OwnersPlatform::gitlab
          ? pattern.starts_with('/')
          : contains(pattern.substr(0, pattern.size() - (directory ? 1 : 0)), "/");
  if (!anchored) out.push_back("**");
  for (std::string_view part : split(pattern, '/'))
    if (!part.empty()) out.emplace_back(part);
  // GitLab's globs (fnmatch) give `**` no meaning of its own at the end, but for the lone star's.
  if (platform == OwnersPlatform::gitlab && pattern != "*" && !directory && !out.empty() &&
      out.back() == "**")
    out.back() = "*";
  if (directory || (platform == OwnersPlatform::gitlab && pattern == "*")) out.push_back("**");
  return out;
}

// A pattern that names a directory means everything below it; "docs/*" means direct children only.
// On GitLab a directory ends in a slash, everything else is one file.
bool stops_here(const Segments& pattern, OwnersPlatform platform) {
  if (platform == OwnersPlatform::gitlab) return true;
  return pattern.size() > 1 && pattern.back() == "*" && pattern[pattern.size() - 2] != "**";
}

// Whether the segments match, by the positions of the pattern that are reachable: linear in the
// product of the lengths.
bool segments_match(const Segments& pattern, const std::vector<std::string_view>& path,
                    OwnersPlatform platform) {
  const bool exact = stops_here(pattern, platform);
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

OwnerMap::OwnerMap(std::vector<OwnerRule> rules, OwnersPlatform platform)
    : platform_(platform), rules_(std::move(rules)) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    segments_.push_back(segments_of(rules_[i].pattern, platform_));
    const Segments& segments = segments_.back();
    if (rules_[i].excludes) {
      exclusions_[rules_[i].section].push_back(i);
      continue;
    }
    Section& section = sections_[rules_[i].section];
    const bool literal =
        !segments.empty() && segments.front().find_first_of("*?") == std::string::npos;
    (literal ? section.by_first[segments.front()] : section.anywhere).push_back(i);
  }
}

bool OwnerMap::matches(std::size_t rule, const std::vector<std::string_view>& path) const {
  return segments_match(segments_[rule], path, platform_);
}

const OwnerRule* OwnerMap::rule_for(const Section& section,
                                    const std::vector<std::string_view>& path,
                                    std::size_t& budget) const {
  static const std::vector<std::size_t> kNone;
  const auto found = section.by_first.find(std::string(path.front()));
  const auto& named = found == section.by_first.end() ? kNone : found->second;
  const auto& anywhere = section.anywhere;
  std::size_t n = named.size(), a = anywhere.size();
  while ((n > 0 || a > 0) && budget > 0) {
    const bool take_named = a == 0 || (n > 0 && named[n - 1] > anywhere[a - 1]);
    const std::size_t rule = take_named ? named[--n] : anywhere[--a];
    --budget;
    if (matches(rule, path)) return &rules_[rule];
  }
  return nullptr;
}

std::vector<const OwnerRule*> OwnerMap::rules_for(std::string_view path,
                                                  std::size_t& budget) const {
  const std::vector<std::string_view> segments = split(path, '/');
  std::vector<const OwnerRule*> out;
  for (const auto& [name, section] : sections_) {
    const OwnerRule* rule = rule_for(section, segments, budget);
    if (!rule) continue;
    bool excluded = false;
    if (const auto found = exclusions_.find(name); found != exclusions_.end())
      for (std::size_t i : found->second) {
        if (excluded || budget == 0) break;
        --budget;
        excluded = matches(i, segments);
      }
    if (!excluded) out.push_back(rule);
  }
  return out;
}

bool owner_pattern_matches(std::string_view pattern, std::string_view path,
                           OwnersPlatform platform) {
  return segments_match(segments_of(pattern, platform), split(path, '/'), platform);
}

std::string example_path(std::string_view pattern, OwnersPlatform platform) {
  const Segments segments = segments_of(pattern, platform);
  if (segments.empty()) return "";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool below = segments[i] == "**" && i + 1 == segments.size();
    if (segments[i] == "**" && !below) continue;
    parts.push_back(
        replace_all(replace_all(below ? "*" : segments[i], "*", kAnyName), "?", kAnyName));
  }
  return join(parts, "/");
}

}  // namespace foureyes
