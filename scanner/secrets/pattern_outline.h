// The outline of a regular expression: what can be told of it without compiling it. Two facts are
// needed that neither RE2 nor Hyperscan offers: a cheaper pattern that is inside every match (for
// the prefilter), and the literal that a capture group starts with (for masks).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

// A pattern of which every match of `pattern` contains a match: optional ends are cut off and the
// last repetition goes down to its least count.
std::string cheaper_pattern(std::string_view pattern);

// The longest literal that every match contains, as far as the outline shows; "" when none.
std::string required_literal(std::string_view pattern);

// The literal that every text of the capture group starts with; `group` from 1.
std::string group_literal(std::string_view pattern, std::uint32_t group);

// What stands for one of several characters, wherever it is in the pattern: "[a-z]", "\s".
std::vector<std::string> character_sets(std::string_view pattern);

// Those of them that may stand for more than the first or the last byte of a match.
std::vector<std::string> inner_character_sets(std::string_view pattern);

}  // namespace foureyes
