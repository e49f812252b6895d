// A pattern is cut into the elements of its top-level sequence; plain groups are spliced in. What
// is not understood (alternatives at the top, \Q..\E) leaves the pattern as it is.
#include "secrets/pattern_outline.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.h"

namespace foureyes {
namespace {

enum class ElementKind { literal, set, assertion, flags, group };

struct Element {
  ElementKind kind = ElementKind::literal;
  std::string text = {};    // without the quantifier
  std::string suffix = {};  // what makes a quantifier lazy: "?" or ""
  char character = 0;       // of a literal
  std::uint32_t least = 1;
  std::optional<std::uint32_t> most = 1;
  std::string body = {};  // of a group, without "(?:" and ")"
  bool is_capture = false;
  bool has_flags = false;  // "(?i:...)"
};

using Sequence = std::vector<Element>;

// Past the character class that starts at `at`.
std::size_t skip_set(std::string_view pattern, std::size_t at) {
  ++at;
  if (at < pattern.size() && pattern[at] == '^') ++at;
  if (at < pattern.size() && pattern[at] == ']') ++at;
  while (at < pattern.size() && pattern[at] != ']') {
    if (pattern[at] == '\\') {
      at += 2;
    } else if (pattern.substr(at).starts_with("[:")) {
      at = std::min(pattern.find(":]", at), pattern.size() - 2) + 2;
    } else {
      ++at;
    }
  }
  return at + 1;
}

// Past the escape that starts at `at` (\x41, \x{41}, \pL, \p{Greek}, \d).
std::size_t skip_escape(std::string_view pattern, std::size_t at) {
  const char c = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
  if (c != 'x' && c != 'p' && c != 'P') return at + 2;
  if (at + 2 < pattern.size() && pattern[at + 2] == '{') return pattern.find('}', at) + 1;
  return at + (c == 'x' ? 4 : 3);
}

// Past the group that starts at `at`.
std::size_t skip_group(std::string_view pattern, std::size_t at) {
  std::size_t depth = 0;
  while (at < pattern.size()) {
    if (pattern[at] == '\\') {
      at = skip_escape(pattern, at);
    } else if (pattern[at] == '[') {
      at = skip_set(pattern, at);
    } else {
      if (pattern[at] == '(') ++depth;
      if (pattern[at] == ')' && --depth == 0) return at + 1;
      ++at;
    }
  }
  return pattern.size();
}

Element read_escape(std::string_view text) {
  Element element{.text = std::string(text)};
  const char c = text.size() > 1 ? text[1] : '\0';
  if (text.size() == 2 && !is_alphanumeric(c)) {
    element.character = c;
  } else if (c == 'b' || c == 'B' || c == 'A' || c == 'z') {
    element.kind = ElementKind::assertion;
  } else {
    element.kind = ElementKind::set;
  }
  return element;
}

Element read_group(std::string_view text) {
  Element element{.kind = ElementKind::group, .text = std::string(text)};
  std::string_view body = text.substr(1, text.size() - 2);
  if (!body.starts_with("?")) {
    element.is_capture = true;
  } else if (body.starts_with("?P<")) {
    element.is_capture = true;
    body.remove_prefix(std::min(body.find('>'), body.size() - 1) + 1);
  } else if (body.find(':') == std::string_view::npos ||
             body.find_first_not_of("imsU-?") != body.find(':')) {
    element.kind = ElementKind::flags;
  } else {
    element.has_flags = body[1] != ':';
    body.remove_prefix(body.find(':') + 1);
  }
  element.body = body;
  return element;
}

// Reads the quantifier at `at`, if there is one.
std::size_t read_quantifier(std::string_view pattern, std::size_t at, Element& element) {
  if (at >= pattern.size()) return at;
  const auto number = [&](std::size_t& i) {
    std::uint32_t value = 0;
    while (i < pattern.size() && is_digit(pattern[i]) && value < 100'000)
      value = value * 10 + static_cast<std::uint32_t>(pattern[i++] - '0');
    return value;
  };
  std::size_t end = at + 1;
  if (pattern[at] == '?' || pattern[at] == '*') {
    element.least = 0;
    if (pattern[at] == '*') element.most.reset();
  } else if (pattern[at] == '+') {
    element.most.reset();
  } else if (pattern[at] == '{' && at + 1 < pattern.size() && is_digit(pattern[at + 1])) {
    element.least = number(end);
    element.most = element.least;
    if (end < pattern.size() && pattern[end] == ',') {
      ++end;
      element.most.reset();
      if (end < pattern.size() && is_digit(pattern[end])) element.most = number(end);
    }
    ++end;
  } else {
    return at;
  }
  if (end < pattern.size() && pattern[end] == '?') {
    element.suffix.assign(1, '?');
    ++end;
  }
  return end;
}

// nullopt: alternatives at the top.
std::optional<Sequence> read_sequence(std::string_view pattern) {
  Sequence sequence;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const char c = pattern[at];
    std::size_t end = at + 1;
    Element element;
    if (c == '|') return std::nullopt;
    if (c == '\\') {
      if (pattern.substr(at).starts_with("\\Q")) return std::nullopt;
      end = std::min(skip_escape(pattern, at), pattern.size());
      element = read_escape(pattern.substr(at, end - at));
    } else if (c == '[') {
      end = std::min(skip_set(pattern, at), pattern.size());
      element = {.kind = ElementKind::set, .text = std::string(pattern.substr(at, end - at))};
    } else if (c == '(') {
      end = skip_group(pattern, at);
      element = read_group(pattern.substr(at, end - at));
    } else if (c == '.' || c == '^' || c == '$') {
      const auto kind = c == '.' ? ElementKind::set : ElementKind::assertion;
      element = {.kind = kind, .text = std::string(1, c)};
    } else {
      element = {.text = std::string(1, c), .character = c};
    }
    at = read_quantifier(pattern, end, element);
    sequence.push_back(std::move(element));
  }
  return sequence;
}

bool occurs_once(const Element& element) { return element.least == 1 && element.most == 1u; }

// Groups that occur once and hold no alternatives and no flags become part of the sequence.
Sequence flatten(const Sequence& sequence, int depth = 0) {
  Sequence flat;
  for (const Element& element : sequence) {
    const bool plain = element.kind == ElementKind::group && occurs_once(element) &&
                       !element.has_flags && depth < 20;
    const auto inner = plain ? read_sequence(element.body) : std::nullopt;
    const bool sets_flags =
        inner && std::any_of(inner->begin(), inner->end(),
                             [](const Element& part) { return part.kind == ElementKind::flags; });
    if (!inner || sets_flags) {
      flat.push_back(element);
      continue;
    }
    const Sequence spliced = flatten(*inner, depth + 1);
    flat.insert(flat.end(), spliced.begin(), spliced.end());
  }
  return flat;
}

std::string write(const Element& element) {
  if (occurs_once(element)) return element.text;
  std::string out = concat(element.text, "{", element.least);
  if (element.most != element.least) out += element.most ? concat(",", *element.most) : ",";
  return out + "}" + element.suffix;
}

// An optional element goes, and with it the assertions on its outer side: they were about a place
// that the cut pattern does not have.
template <class Iterator>
Iterator after_optional(Iterator begin, Iterator end) {
  Iterator keep = begin;
  for (Iterator at = begin; at != end; ++at) {
    if (at->kind == ElementKind::assertion) continue;
    if (at->least != 0 || at->kind == ElementKind::flags) break;
    keep = std::next(at);
  }
  return keep;
}

// A rare literal says enough alone: Hyperscan looks for literals with next to no database, and what
// is around this one is for the exact engine.
void keep_rare_literal(Sequence& flat) {
  constexpr std::size_t kRareLiteral = 5;
  std::size_t run = 0;
  std::size_t best = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < flat.size(); ++i) {
    const bool literal = flat[i].kind == ElementKind::literal && occurs_once(flat[i]);
    run = literal ? run + 1 : 0;
    if (run <= best) continue;
    best = run;
    end = i + 1;
  }
  if (best < kRareLiteral) return;
  flat = Sequence(flat.begin() + static_cast<std::ptrdiff_t>(end - best),
                  flat.begin() + static_cast<std::ptrdiff_t>(end));
}

std::string literal_prefix(std::string_view body, int depth) {
  const auto sequence = read_sequence(body);
  if (!sequence || depth > 20) return "";
  std::string prefix;
  for (const Element& element : *sequence) {
    if (element.kind == ElementKind::assertion) continue;
    if (element.kind == ElementKind::literal && occurs_once(element)) {
      prefix += element.character;
      continue;
    }
    if (element.kind == ElementKind::group && occurs_once(element) && !element.has_flags)
      prefix += literal_prefix(element.body, depth + 1);
    break;
  }
  return prefix;
}

// The alternatives at the top of a pattern.
std::vector<std::string_view> alternatives(std::string_view pattern) {
  std::vector<std::string_view> all;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= pattern.size();) {
    const char c = at < pattern.size() ? pattern[at] : '|';
    if (c == '|') {
      all.push_back(pattern.substr(begin, at - begin));
      begin = ++at;
    } else {
      at = c == '\\'  ? skip_escape(pattern, at)
           : c == '[' ? skip_set(pattern, at)
           : c == '(' ? skip_group(pattern, at)
                      : at + 1;
    }
  }
  return all;
}

// `begins`, `ends`: no byte of a match lies before, or behind, what the pattern matches.
void add_inner_sets(std::string_view pattern, bool begins, bool ends, int depth,
                    std::vector<std::string>& sets) {
  for (const std::string_view alternative : alternatives(pattern)) {
    const auto sequence = read_sequence(alternative);
    if (!sequence || depth > 20) {
      for (std::string& set : character_sets(alternative)) sets.push_back(std::move(set));
      continue;
    }
    const auto takes_bytes = [](const Element& element) {
      return element.kind != ElementKind::assertion && element.kind != ElementKind::flags;
    };
    const auto first = std::find_if(sequence->begin(), sequence->end(), takes_bytes);
    const auto last = std::find_if(sequence->rbegin(), sequence->rend(), takes_bytes);
    // An assertion beside a line break is about the other line.
    const auto is_assertion = [](const Element& element) {
      return element.kind == ElementKind::assertion;
    };
    const bool is_bounded_before = std::any_of(sequence->begin(), first, is_assertion);
    const bool is_bounded_behind = std::any_of(sequence->rbegin(), last, is_assertion);
    for (const Element& element : *sequence) {
      const bool is_single = element.most == 1u;
      const bool is_first = begins && !is_bounded_before && is_single && &element == &*first;
      const bool is_last = ends && !is_bounded_behind && is_single && &element == &*last;
      if (element.kind == ElementKind::group)
        add_inner_sets(element.body, is_first, is_last, depth + 1, sets);
      else if (element.kind == ElementKind::set && !is_first && !is_last)
        sets.push_back(element.text);
    }
  }
}

}  // namespace

std::string cheaper_pattern(std::string_view pattern) {
  const auto sequence = read_sequence(pattern);
  if (!sequence) return std::string(pattern);
  Sequence flat = flatten(*sequence);
  std::string flags;
  while (!flat.empty() && flat.front().kind == ElementKind::flags) {
    flags += flat.front().text;
    flat.erase(flat.begin());
  }
  flat.erase(flat.begin(), after_optional(flat.begin(), flat.end()));
  flat.erase(after_optional(flat.rbegin(), flat.rend()).base(), flat.end());
  while (!flat.empty() && flat.back().kind == ElementKind::assertion) flat.pop_back();
  if (flat.empty()) return std::string(pattern);
  keep_rare_literal(flat);
  flat.back().most = flat.back().least;
  flat.back().suffix.clear();
  std::string out = flags;
  for (const Element& element : flat) out += write(element);
  return out;
}

std::string required_literal(std::string_view pattern) {
  const auto sequence = read_sequence(pattern);
  if (!sequence) return "";
  std::string longest;
  std::string run;
  for (const Element& element : flatten(*sequence)) {
    if (element.kind == ElementKind::assertion) continue;
    if (element.kind == ElementKind::literal && element.least > 0) run += element.character;
    if (run.size() > longest.size()) longest = run;
    if (element.kind != ElementKind::literal || !occurs_once(element)) run.clear();
  }
  return longest;
}

std::string group_literal(std::string_view pattern, std::uint32_t group) {
  std::uint32_t seen = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '\\') {
      at = skip_escape(pattern, at);
    } else if (pattern[at] == '[') {
      at = skip_set(pattern, at);
    } else if (pattern[at] == '(') {
      const Element element = read_group(pattern.substr(at, skip_group(pattern, at) - at));
      if (element.is_capture && ++seen == group) return literal_prefix(element.body, 0);
      ++at;
    } else {
      ++at;
    }
  }
  return "";
}

std::vector<std::string> character_sets(std::string_view pattern) {
  std::vector<std::string> sets;
  for (std::size_t at = 0; at < pattern.size();) {
    const bool is_set = pattern[at] == '[';
    const bool is_escape = pattern[at] == '\\';
    const std::size_t end = is_set      ? skip_set(pattern, at)
                            : is_escape ? skip_escape(pattern, at)
                                        : at + 1;
    if (is_set || is_escape) sets.emplace_back(pattern.substr(at, end - at));
    at = end;
  }
  return sets;
}

std::vector<std::string> inner_character_sets(std::string_view pattern) {
  std::vector<std::string> sets;
  add_inner_sets(pattern, true, true, 0, sets);
  return sets;
}

}  // namespace foureyes
