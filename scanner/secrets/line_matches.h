// What rules match on a line, for rules whose matches lie on one: lines repeat, in a file and from
// version to version, and exact matching costs microseconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "secrets/answer_cache.h"
#include "secrets/rule_pattern.h"

namespace foureyes {

// One a thread, for one set of rules.
class LineMatches {
 public:
  // Visits the matches of the rule (`index`) on the line that begins there, as find_all_slowly()
  // does; false: it was stopped. Only for a rule that is `within_line`.
  bool visit(const RulePattern& pattern, std::uint32_t index, std::string_view text, ByteRange line,
             const RulePattern::Visit& visit);

 private:
  using Matches = std::vector<PatternMatch>;  // from the line break before the line
  const Matches& of(const RulePattern& pattern, std::uint32_t index, std::string_view region);
  AnswerCache<Matches> known_{4u << 20};
  std::string key_;
};

}  // namespace foureyes
