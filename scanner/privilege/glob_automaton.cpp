// Positions of a pattern are the states. A star is a state that loops; the state after it is
// entered for free. Reading a character moves a set of positions to the next set; the alphabet is
// the literal characters of both patterns, the separators, and one that stands for all others.
#include "privilege/glob_automaton.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace foureyes {
namespace {

constexpr std::size_t kMaxStates = 20000;
constexpr int kOther = 256;  // a character that neither pattern names

enum class TokenKind { character, any_character, star, segment_star };

struct Token {
  TokenKind kind = TokenKind::character;
  int value = 0;  // the character, or the separator that a segment_star stops at
};

using Tokens = std::vector<Token>;
using Positions = std::vector<std::size_t>;  // sorted, unique

bool is_star(const Token& token) {
  return token.kind == TokenKind::star || token.kind == TokenKind::segment_star;
}

Tokens compile(GlobText glob) {
  Tokens tokens;
  std::size_t colons = 0;
  for (std::size_t i = 0; i < glob.text.size(); ++i) {
    const char c = glob.text[i];
    if (c == ':') ++colons;
    if (c == '?' && (glob.kind == GlobKind::plain || glob.kind == GlobKind::arn)) {
      tokens.push_back({TokenKind::any_character, 0});
    } else if (c != '*' || glob.kind == GlobKind::literal) {
      tokens.push_back({TokenKind::character, static_cast<unsigned char>(c)});
    } else if (glob.kind == GlobKind::ref && glob.text.substr(i, 2) != "**") {
      tokens.push_back({TokenKind::segment_star, '/'});
    } else if (glob.kind == GlobKind::arn && colons < 5 && i + 1 < glob.text.size()) {
      tokens.push_back({TokenKind::segment_star, ':'});
    } else {
      if (glob.kind == GlobKind::ref) ++i;
      tokens.push_back({TokenKind::star, 0});
    }
  }
  return tokens;
}

bool reads(const Token& token, int character) {
  switch (token.kind) {
    case TokenKind::character:
      return token.value == character;
    case TokenKind::segment_star:
      return token.value != character;
    case TokenKind::any_character:
    case TokenKind::star:
      return true;
  }
  return false;
}

// Adds `position` and every position that stars let it skip to.
void enter(const Tokens& tokens, std::size_t position, Positions& out) {
  out.push_back(position);
  while (position < tokens.size() && is_star(tokens[position])) out.push_back(++position);
}

void tidy(const Tokens& tokens, Positions& positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  // What can be matched from before a plain star can be matched from that star.
  for (std::size_t i = positions.size(); i-- > 0;) {
    if (positions[i] < tokens.size() && tokens[positions[i]].kind == TokenKind::star) {
      positions.erase(positions.begin(), positions.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }
}

Positions start_of(const Tokens& tokens) {
  Positions out;
  enter(tokens, 0, out);
  tidy(tokens, out);
  return out;
}

Positions step(const Tokens& tokens, const Positions& from, int character) {
  Positions out;
  for (std::size_t position : from) {
    if (position >= tokens.size() || !reads(tokens[position], character)) continue;
    enter(tokens, is_star(tokens[position]) ? position : position + 1, out);
  }
  tidy(tokens, out);
  return out;
}

bool accepts(const Tokens& tokens, const Positions& positions) {
  return !positions.empty() && positions.back() == tokens.size();
}

std::vector<int> alphabet_of(const Tokens& a, const Tokens& b) {
  std::set<int> characters = {kOther, '/', ':'};
  for (const Tokens* tokens : {&a, &b})
    for (const Token& token : *tokens)
      if (token.kind == TokenKind::character) characters.insert(token.value);
  return {characters.begin(), characters.end()};
}

using State = std::pair<Positions, Positions>;

// Walks all states that both patterns reach together. `stop` ends the walk with true.
template <class Stop>
bool walk(const Tokens& a, const Tokens& b, const Stop& stop, bool past_the_bound) {
  const std::vector<int> alphabet = alphabet_of(a, b);
  std::set<State> seen;
  std::vector<State> open = {{start_of(a), start_of(b)}};
  seen.insert(open.front());
  while (!open.empty()) {
    const State state = std::move(open.back());
    open.pop_back();
    if (stop(state)) return true;
    for (int character : alphabet) {
      State next = {step(a, state.first, character), step(b, state.second, character)};
      if (next.first.empty()) continue;
      if (seen.size() >= kMaxStates) return past_the_bound;
      if (seen.insert(next).second) open.push_back(std::move(next));
    }
  }
  return false;
}

}  // namespace

bool glob_covers(GlobText wide, GlobText narrow) {
  if (wide.text == narrow.text && wide.kind == narrow.kind) return true;
  if (wide.kind == GlobKind::literal && narrow.kind == GlobKind::literal) return false;
  const Tokens w = compile(wide), n = compile(narrow);
  const auto witness = [&](const State& state) {
    return accepts(n, state.first) && !accepts(w, state.second);
  };
  return !walk(n, w, witness, true);
}

bool globs_meet(GlobText a, GlobText b) {
  if (a.kind == GlobKind::literal && b.kind == GlobKind::literal) return a.text == b.text;
  const Tokens x = compile(a), y = compile(b);
  const auto common = [&](const State& state) {
    return accepts(x, state.first) && accepts(y, state.second);
  };
  return walk(x, y, common, true);
}

}  // namespace foureyes
