#include "privilege/grant_order.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/glob_automaton.h"

namespace foureyes {
namespace {

bool has_wildcard(std::string_view text) { return text.find_first_of("*?") != text.npos; }

// A member of a pattern, as the automata read it.
GlobText member(const Pattern& pattern, const std::string& value) {
  if (pattern.kind == PatternKind::literal || !has_wildcard(value))
    return {value, GlobKind::literal};
  return {value, value.starts_with("arn:") ? GlobKind::arn : GlobKind::plain};
}

bool is_listed(const Pattern& pattern) {
  return pattern.kind == PatternKind::literal || pattern.kind == PatternKind::glob ||
         pattern.kind == PatternKind::set;
}

bool is_everything(const Pattern& pattern) {
  if (pattern.kind == PatternKind::top) return true;
  if (pattern.kind == PatternKind::complement) return pattern.values.empty();
  return pattern.kind == PatternKind::glob &&
         pattern.values.front().find_first_not_of('*') == std::string::npos;
}

template <class Test>
bool any_value(const Pattern& pattern, const Test& test) {
  return std::any_of(pattern.values.begin(), pattern.values.end(), test);
}
template <class Test>
bool every_value(const Pattern& pattern, const Test& test) {
  return std::all_of(pattern.values.begin(), pattern.values.end(), test);
}

bool some_member_covers(const Pattern& wide, GlobText narrow) {
  return any_value(wide,
                   [&](const std::string& w) { return glob_covers(member(wide, w), narrow); });
}

bool any_member_meets(const Pattern& pattern, GlobText other) {
  return any_value(pattern,
                   [&](const std::string& v) { return globs_meet(member(pattern, v), other); });
}

enum class Polarity { positive, negated };

struct Family {
  Polarity polarity = Polarity::positive;
  GlobKind kind = GlobKind::literal;
  bool known = false;
};

// "equals", "glob", "ref-glob" and their negations are decided; any other family only by equality.
Family family_of(std::string_view name) {
  Family family;
  if (name.starts_with("not-")) {
    family.polarity = Polarity::negated;
    name.remove_prefix(4);
  }
  family.known = name == "equals" || name == "glob" || name == "ref-glob";
  if (name == "glob") family.kind = GlobKind::plain;
  if (name == "ref-glob") family.kind = GlobKind::ref;
  return family;
}

bool values_within(const std::vector<std::string>& inner, GlobKind inner_kind,
                   const std::vector<std::string>& outer, GlobKind outer_kind) {
  return std::all_of(inner.begin(), inner.end(), [&](const std::string& i) {
    return std::any_of(outer.begin(), outer.end(), [&](const std::string& o) {
      return glob_covers({o, outer_kind}, {i, inner_kind});
    });
  });
}

bool conjunct_implies(const Conjunct& strong, const Conjunct& weak) {
  if (strong.key != weak.key) return false;
  if (strong.missing == MissingKey::is_true && weak.missing == MissingKey::is_false) return false;
  const Family s = family_of(strong.operator_family), w = family_of(weak.operator_family);
  if (!s.known || !w.known)
    return strong.operator_family == weak.operator_family && strong.values == weak.values;
  if (s.polarity != w.polarity) return false;
  if (s.polarity == Polarity::positive)
    return values_within(strong.values, s.kind, weak.values, w.kind);
  return values_within(weak.values, w.kind, strong.values, s.kind);
}

bool disjunct_implies(const std::vector<Conjunct>& strong, const std::vector<Conjunct>& weak) {
  return std::all_of(weak.begin(), weak.end(), [&](const Conjunct& w) {
    return std::any_of(strong.begin(), strong.end(),
                       [&](const Conjunct& s) { return conjunct_implies(s, w); });
  });
}

std::vector<Pattern> parts_of(const Pattern& pattern) {
  if (pattern.kind != PatternKind::set) return {pattern};
  std::vector<Pattern> parts;
  for (const std::string& value : pattern.values) parts.push_back(Pattern::glob(value));
  return parts;
}

}  // namespace

bool pattern_covers(const Pattern& wide, const Pattern& narrow) {
  if (is_everything(wide)) return true;
  if (wide == narrow) return true;
  if (wide.kind == PatternKind::symbol || narrow.kind == PatternKind::symbol) return false;
  if (is_everything(narrow)) return false;
  if (wide.kind == PatternKind::complement) {
    if (narrow.kind == PatternKind::complement)
      return every_value(wide, [&](const std::string& left_out) {
        return some_member_covers(narrow, member(wide, left_out));
      });
    return every_value(narrow, [&](const std::string& value) {
      return !any_member_meets(wide, member(narrow, value));
    });
  }
  if (!is_listed(narrow)) return false;
  return every_value(narrow, [&](const std::string& value) {
    return some_member_covers(wide, member(narrow, value));
  });
}

bool patterns_may_meet(const Pattern& a, const Pattern& b) {
  if (is_listed(a) && is_listed(b))
    return any_value(a, [&](const std::string& v) { return any_member_meets(b, member(a, v)); });
  if (a.kind == PatternKind::complement && is_listed(b)) return patterns_may_meet(b, a);
  if (is_listed(a) && b.kind == PatternKind::complement)
    return any_value(a, [&](const std::string& v) { return !some_member_covers(b, member(a, v)); });
  return true;
}

bool condition_implies(const Condition& strong, const Condition& weak) {
  if (weak.kind == ConditionKind::always || strong == weak) return true;
  if (strong.kind != ConditionKind::any_of || weak.kind != ConditionKind::any_of) return false;
  return std::all_of(strong.any_of.begin(), strong.any_of.end(), [&](const auto& s) {
    return std::any_of(weak.any_of.begin(), weak.any_of.end(),
                       [&](const auto& w) { return disjunct_implies(s, w); });
  });
}

bool grant_covers(const Grant& wide, const Grant& narrow) {
  return pattern_covers(wide.subject, narrow.subject) &&
         pattern_covers(wide.resource, narrow.resource) &&
         pattern_covers(wide.action, narrow.action) &&
         condition_implies(narrow.condition, wide.condition);
}

std::vector<Grant> atoms_of(const Grant& grant, std::size_t limit) {
  const std::vector<Pattern> subjects = parts_of(grant.subject), actions = parts_of(grant.action),
                             resources = parts_of(grant.resource);
  const bool by_disjunct =
      grant.condition.kind == ConditionKind::any_of && grant.condition.any_of.size() > 1;
  const std::size_t disjuncts = by_disjunct ? grant.condition.any_of.size() : 1;
  if (subjects.size() * actions.size() > limit ||
      subjects.size() * actions.size() * resources.size() > limit / disjuncts)
    return {grant};
  std::vector<Grant> atoms;
  for (const Pattern& subject : subjects)
    for (const Pattern& action : actions)
      for (const Pattern& resource : resources)
        for (std::size_t i = 0; i < disjuncts; ++i) {
          Grant atom = grant;
          atom.subject = subject;
          atom.action = action;
          atom.resource = resource;
          if (by_disjunct) atom.condition.any_of = {grant.condition.any_of[i]};
          atoms.push_back(std::move(atom));
        }
  return atoms;
}

}  // namespace foureyes
