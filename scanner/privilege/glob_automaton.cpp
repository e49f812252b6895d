// The patterns of a question are read side by side; the alphabet is the literal characters of all,
// the separators, and one that stands for all others.
#include "privilege/glob_automaton.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "privilege/glob_tokens.h"

namespace foureyes {
namespace {

constexpr std::size_t kMaxStates = 20000;
constexpr std::size_t kMaxSteps = 400000;  // characters read, over all patterns

using Side = std::vector<Tokens>;

void add_alphabet(const Side& side, std::set<int>& characters) {
  for (const Tokens& tokens : side)
    for (const Token& token : tokens)
      if (token.kind == TokenKind::character) characters.insert(token.value);
}

bool any_accepts(const Side& all, const std::vector<Positions>& state, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (accepts(all[i], state[i])) return true;
  return false;
}

bool all_dead(const std::vector<Positions>& state, std::size_t count) {
  return std::all_of(state.begin(), state.begin() + static_cast<std::ptrdiff_t>(count),
                     [](const Positions& positions) { return positions.empty(); });
}

// All patterns side by side, read together. `stop` sees each state that is reached and ends the
// walk with true; `dead` says where nothing can follow. `past_the_bound` is the answer there.
template <class Stop, class Dead>
bool walk(const Side& all, const Stop& stop, const Dead& dead, bool past_the_bound) {
  std::set<int> characters = {kOther, '/', ':'};
  add_alphabet(all, characters);
  using State = std::vector<Positions>;
  State start;
  for (const Tokens& tokens : all) start.push_back(start_of(tokens));
  std::set<State> seen = {start};
  std::vector<State> open = {std::move(start)};
  std::size_t steps = 0;
  while (!open.empty()) {
    const State state = std::move(open.back());
    open.pop_back();
    if (stop(state)) return true;
    for (int character : characters) {
      if (++steps * all.size() > kMaxSteps || seen.size() >= kMaxStates) return past_the_bound;
      State next;
      for (std::size_t i = 0; i < all.size(); ++i)
        next.push_back(step(all[i], state[i], character));
      if (!dead(next) && seen.insert(next).second) open.push_back(std::move(next));
    }
  }
  return false;
}

bool is_special(char c) { return c == '*' || c == '?' || c == '$'; }
bool is_plain_kind(GlobKind kind) { return kind == GlobKind::plain || kind == GlobKind::arn; }

enum class Quick { yes, no, walk };

// The last characters are plain and not the same. (A brace may end a placeholder.)
bool ends_differ(std::string_view x, std::string_view y) {
  if (x.empty() || y.empty()) return false;
  const char a = x.back(), b = y.back();
  return a != b && !is_special(a) && !is_special(b) && a != '}' && b != '}';
}

// What the first difference decides, without an automaton.
Quick quick_cover(GlobText wide, GlobText narrow) {
  if (wide.kind == GlobKind::ref || narrow.kind == GlobKind::ref) return Quick::walk;
  const std::string_view w = wide.text, n = narrow.text;
  std::size_t i = 0;
  while (i < w.size() && i < n.size() && w[i] == n[i] && !is_special(w[i])) ++i;
  if (i == w.size() && i == n.size()) return Quick::yes;
  const bool trailing_star = i + 1 == w.size() && w[i] == '*';
  if (trailing_star && is_plain_kind(wide.kind)) return Quick::yes;
  if (ends_differ(w, n)) return Quick::no;
  if (i < n.size() && n[i] == '$') return Quick::walk;
  if (i == w.size()) return Quick::no;
  return is_special(w[i]) ? Quick::walk : Quick::no;
}

// Can both tokens read one character?
bool read_alike(const Token& a, const Token& b) {
  if (a.kind == TokenKind::character) return reads(b, a.value);
  if (b.kind == TokenKind::character) return reads(a, b.value);
  return true;  // both read kOther
}

// Some text matches both: a path through pairs of positions, each visited once.
bool tokens_meet(const Tokens& x, const Tokens& y) {
  const std::size_t width = y.size() + 1;
  std::vector<bool> seen((x.size() + 1) * width, false);
  std::vector<std::pair<std::size_t, std::size_t>> open = {{0, 0}};
  const auto go = [&](std::size_t i, std::size_t j) {
    if (seen[i * width + j]) return;
    seen[i * width + j] = true;
    open.emplace_back(i, j);
  };
  while (!open.empty()) {
    const auto [i, j] = open.back();
    open.pop_back();
    if (i == x.size() && j == y.size()) return true;
    const bool x_star = i < x.size() && is_star(x[i]), y_star = j < y.size() && is_star(y[j]);
    if (x_star) go(i + 1, j);
    if (y_star) go(i, j + 1);
    if (i < x.size() && j < y.size() && read_alike(x[i], y[j]))
      go(x_star ? i : i + 1, y_star ? j : j + 1);
  }
  return false;
}

bool never_meet(GlobText a, GlobText b) {
  if (a.kind == GlobKind::ref || b.kind == GlobKind::ref) return false;
  const std::string_view x = a.text, y = b.text;
  std::size_t i = 0;
  while (i < x.size() && i < y.size() && x[i] == y[i] && !is_special(x[i])) ++i;
  if (i < x.size() && i < y.size() && !is_special(x[i]) && !is_special(y[i])) return true;
  return ends_differ(x, y);
}

bool has_placeholder(std::string_view text) { return text.find("${") != text.npos; }

using Sense = GlobLanguage::Sense;

void add_members(const GlobLanguage& language, Placeholders mode, Side& out) {
  for (const GlobText& member : language.members) out.push_back(compile(member, mode));
}

}  // namespace

bool languages_cover(const std::vector<GlobLanguage>& wide, const GlobLanguage& narrow) {
  const bool some_negated = std::any_of(
      wide.begin(), wide.end(), [](const GlobLanguage& w) { return w.sense == Sense::none_of; });
  const bool some_listed = std::any_of(
      wide.begin(), wide.end(), [](const GlobLanguage& w) { return w.sense == Sense::any_of; });
  const bool listed = narrow.sense == Sense::any_of;
  // By name only where both stand on the same side of the question.
  const bool by_name = listed ? !some_negated : !some_listed;
  Side all;
  add_members(narrow, listed && !by_name ? Placeholders::as_any_text : Placeholders::by_name, all);
  for (const GlobLanguage& w : wide)
    add_members(
        w,
        w.sense == Sense::none_of && !by_name ? Placeholders::as_any_text : Placeholders::by_name,
        all);
  const std::size_t count = narrow.members.size();
  const auto outside = [&](const std::vector<Positions>& state) {
    if (any_accepts(all, state, count) != listed) return false;
    std::size_t from = count;
    for (const GlobLanguage& w : wide) {
      bool matched = false;
      for (std::size_t i = 0; i < w.members.size(); ++i, ++from)
        matched = matched || accepts(all[from], state[from]);
      if (matched == (w.sense == Sense::any_of)) return false;
    }
    return true;
  };
  const auto dead = [&](const std::vector<Positions>& state) {
    return listed && all_dead(state, count);
  };
  return !walk(all, outside, dead, true);
}

bool glob_covers(GlobText wide, GlobText narrow) {
  if (wide.text == narrow.text && wide.kind == narrow.kind) return true;
  if (wide.kind == GlobKind::literal && narrow.kind == GlobKind::literal) return false;
  switch (quick_cover(wide, narrow)) {
    case Quick::yes:
      return true;
    case Quick::no:
      return false;
    case Quick::walk:
      break;
  }
  return languages_cover({{{wide}}}, {{narrow}});
}

bool globs_meet(GlobText a, GlobText b) {
  if (a.kind == GlobKind::literal && b.kind == GlobKind::literal && !has_placeholder(a.text) &&
      !has_placeholder(b.text))
    return a.text == b.text;
  if (never_meet(a, b)) return false;
  const Tokens x = compile(a, Placeholders::as_any_text), y = compile(b, Placeholders::as_any_text);
  if (x.size() * y.size() > kMaxSteps) return true;
  return tokens_meet(x, y);
}

}  // namespace foureyes
