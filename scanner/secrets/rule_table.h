// The compiled form of a rule set: what is embedded in the program, and what a cache may hold.
//
//   "FOUREYES RULES 4\n"  digest  rules  filter lists  hints  own patterns  generic  database
//
// Integers are 32 bits, little endian; texts and lists start with their length.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "secrets/filter_lists.h"
#include "secrets/hint_source.h"
#include "secrets/rule.h"

namespace foureyes {

struct RuleTable {
  std::vector<Rule> rules;
  std::vector<std::string_view> rule_bytes;  // what each was read from; not written
  FilterLists filters;
  std::string digest;
  std::vector<HintSource> hints;            // by id of the prefilter
  std::vector<std::uint32_t> own_patterns;  // a rule each: HintUse
  bool has_hints_within_lines = false;
  std::string_view generic;   // GenericJudge::to_table(); empty where no rule has places
  std::string_view database;  // Prefilter::to_bytes; of the bytes that were read
};

std::string write_rule_table(const RuleTable& table);
// A table that is cut off or of another version is an error. The views are of `bytes`.
Result<RuleTable> read_rule_table(std::string_view bytes, RuleDetail detail);
// One rule, whole, from RuleTable::rule_bytes.
Rule read_rule_bytes(std::string_view bytes);

}  // namespace foureyes
