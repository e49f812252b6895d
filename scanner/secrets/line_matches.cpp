#include "secrets/line_matches.h"

#include <algorithm>

namespace foureyes {
namespace {

constexpr std::size_t kMostBytes = 4u << 20;

ByteRange moved(ByteRange range, std::size_t by) { return {range.begin + by, range.end + by}; }

}  // namespace

bool LineMatches::visit(const RulePattern& pattern, std::uint32_t index, std::string_view text,
                        ByteRange line, const RulePattern::Visit& visit) {
  const std::size_t begin = line.begin - std::min<std::size_t>(line.begin, 1);
  for (PatternMatch match : of(pattern, index, text.substr(begin, line.end - begin))) {
    for (ByteRange* range : {&match.whole, &match.secret}) *range = moved(*range, begin);
    if (match.key.size() > 0) match.key = moved(match.key, begin);
    if (!visit(match)) return false;
  }
  return true;
}

const LineMatches::Matches& LineMatches::of(const RulePattern& pattern, std::uint32_t index,
                                            std::string_view region) {
  key_.assign(reinterpret_cast<const char*>(&index), sizeof index);
  key_ += region;
  const auto known = known_.find(key_);
  if (known != known_.end()) return known->second;
  if (bytes_ + key_.size() > kMostBytes) {
    known_.clear();
    bytes_ = 0;
  }
  bytes_ += key_.size();
  Matches& matches = known_[key_];
  pattern.find_all_slowly(region, [&](const PatternMatch& match) {
    matches.push_back(match);
    return true;
  });
  return matches;
}

}  // namespace foureyes
