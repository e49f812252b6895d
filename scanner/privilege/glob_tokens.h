// A wildcard pattern as an automaton. Its positions are the states: a star is a state that loops,
// the state after it is entered for free. Reading a character moves a set of positions to the next
// set.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "privilege/glob_automaton.h"

namespace foureyes {

// Characters are those of the text, 0 to 255, and these:
constexpr int kOther = 256;         // a character that no pattern of the question names
constexpr int kPlaceholder = 1000;  // added to those of a placeholder's name; only a star reads it

// How a placeholder is read: by its name (to be covered, or to cover the same), or as any text.
enum class Placeholders { by_name, as_any_text };

enum class TokenKind { character, any_character, star, segment_star };

struct Token {
  TokenKind kind = TokenKind::character;
  int value = 0;  // the character, or the separator that a segment_star stops at
};

using Tokens = std::vector<Token>;
using Positions = std::vector<std::size_t>;  // sorted, unique

Tokens compile(GlobText glob, Placeholders mode);
bool reads(const Token& token, int character);
bool is_star(const Token& token);

Positions start_of(const Tokens& tokens);
Positions step(const Tokens& tokens, const Positions& from, int character);
bool accepts(const Tokens& tokens, const Positions& positions);

}  // namespace foureyes
