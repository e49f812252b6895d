// A text that some patterns match and others do not: the shortest path through the product of their
// automata.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "privilege/glob_automaton.h"

namespace foureyes {

// In every language of `within` and in none of `outside`, whatever text the placeholders there
// stand for. nullopt where there is no such text, or where finding it takes more than `steps`, from
// which it takes what it used: one step is one character read by one pattern.
std::optional<std::string> shortest_text(const std::vector<GlobLanguage>& within,
                                         const std::vector<GlobLanguage>& outside,
                                         std::size_t& steps);

}  // namespace foureyes
