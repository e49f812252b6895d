#include "secrets/parts.h"

#include <optional>

#include "secrets/lines.h"
#include "secrets/rule_pattern.h"

namespace foureyes {
namespace {

std::size_t distance(ByteRange a, ByteRange b) {
  return a.begin < b.begin ? b.begin - a.end : a.begin - b.end;
}

std::optional<ByteRange> nearest(const RulePattern& pattern, std::string_view text,
                                 ByteRange region, ByteRange secret) {
  std::optional<ByteRange> best;
  pattern.find_all_within(text, region, [&](const PatternMatch& match) {
    const ByteRange found = match.secret;
    const bool apart = found.end <= secret.begin || secret.end <= found.begin;
    if (apart && (!best || distance(found, secret) < distance(*best, secret))) best = found;
    return true;
  });
  return best;
}

}  // namespace

std::vector<FoundPart> find_parts(const RuleSet& rules, std::size_t rule, std::string_view text,
                                  ByteRange secret) {
  std::vector<FoundPart> found;
  const auto& patterns = rules.part_patterns(rule);
  if (patterns.empty()) return found;
  const ByteRange region = lines_near(text, secret);
  for (std::size_t part = 0; part < patterns.size(); ++part)
    if (const auto range = nearest(*patterns[part], text, region, secret))
      found.push_back({part, *range});
  return found;
}

}  // namespace foureyes
