// The rules of rules/secrets/, compiled at build time by rule_compiler and embedded in the program.
#pragma once

#include <string_view>

namespace foureyes {

// A table for RuleSet::from_table. Lives as long as the program.
std::string_view builtin_rules();

}  // namespace foureyes
