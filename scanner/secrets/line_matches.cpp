#include "secrets/line_matches.h"

#include "secrets/lines.h"

namespace foureyes {
namespace {

ByteRange moved(ByteRange range, std::size_t by) { return {range.begin + by, range.end + by}; }

}  // namespace

bool LineMatches::visit(const RulePattern& pattern, std::uint32_t index, std::string_view text,
                        ByteRange line, const RulePattern::Visit& visit) {
  const ByteRange region = with_break_before(line);
  for (PatternMatch match : of(pattern, index, text.substr(region.begin, region.size()))) {
    for (ByteRange* range : {&match.whole, &match.secret}) *range = moved(*range, region.begin);
    if (match.key.size() > 0) match.key = moved(match.key, region.begin);
    if (!visit(match)) return false;
  }
  return true;
}

const LineMatches::Matches& LineMatches::of(const RulePattern& pattern, std::uint32_t index,
                                            std::string_view region) {
  key_.assign(reinterpret_cast<const char*>(&index), sizeof index);
  key_ += region;
  return known_.of(key_, [&] {
    Matches matches;
    pattern.find_all_slowly(region, [&](const PatternMatch& match) {
      matches.push_back(match);
      return true;
    });
    return matches;
  });
}

}  // namespace foureyes
