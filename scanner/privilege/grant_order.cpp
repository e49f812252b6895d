#include "privilege/grant_order.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/glob_automaton.h"

namespace foureyes {
namespace {

constexpr std::size_t kMaxUnion = 24;  // patterns that may cover another together

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

template <class Test>
bool any_value(const Pattern& pattern, const Test& test) {
  return std::any_of(pattern.values.begin(), pattern.values.end(), test);
}
template <class Test>
bool every_value(const Pattern& pattern, const Test& test) {
  return std::all_of(pattern.values.begin(), pattern.values.end(), test);
}

bool is_everything(const Pattern& pattern) {
  if (pattern.kind == PatternKind::top) return true;
  if (pattern.kind == PatternKind::complement) return pattern.values.empty();
  if (pattern.kind != PatternKind::glob && pattern.kind != PatternKind::set) return false;
  return any_value(pattern, [](const std::string& value) {
    return !value.empty() && value.find_first_not_of('*') == std::string::npos;
  });
}

bool some_member_covers(const Pattern& wide, GlobText narrow) {
  return any_value(wide,
                   [&](const std::string& w) { return glob_covers(member(wide, w), narrow); });
}

bool any_member_meets(const Pattern& pattern, GlobText other) {
  return any_value(pattern,
                   [&](const std::string& v) { return globs_meet(member(pattern, v), other); });
}

std::vector<Pattern> parts_of(const Pattern& pattern) {
  if (pattern.kind != PatternKind::set) return {pattern};
  std::vector<Pattern> parts;
  for (const std::string& value : pattern.values) parts.push_back(Pattern::glob(value));
  return parts;
}

}  // namespace

GlobLanguage language_of(const Pattern& pattern) {
  GlobLanguage language;
  for (const std::string& value : pattern.values)
    language.members.push_back(member(pattern, value));
  if (pattern.kind == PatternKind::complement || pattern.kind == PatternKind::top)
    language.sense = GlobLanguage::Sense::none_of;
  return language;
}

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

bool patterns_cover(const std::vector<const Pattern*>& wide, const Pattern& narrow) {
  std::vector<GlobLanguage> languages;
  for (const Pattern* pattern : wide) {
    if (pattern_covers(*pattern, narrow)) return true;
    if (pattern->kind != PatternKind::symbol) languages.push_back(language_of(*pattern));
  }
  if (languages.size() < 2 || languages.size() > kMaxUnion || narrow.kind == PatternKind::symbol)
    return false;
  return languages_cover(languages, language_of(narrow));
}

bool patterns_may_meet(const Pattern& a, const Pattern& b) {
  if (is_listed(a) && is_listed(b))
    return any_value(a, [&](const std::string& v) { return any_member_meets(b, member(a, v)); });
  if (a.kind == PatternKind::complement && is_listed(b)) return patterns_may_meet(b, a);
  if (is_listed(a) && b.kind == PatternKind::complement)
    return any_value(a, [&](const std::string& v) { return !some_member_covers(b, member(a, v)); });
  return true;
}

bool grant_covers(const Grant& wide, const Grant& narrow) {
  return pattern_covers(wide.action, narrow.action) &&
         pattern_covers(wide.subject, narrow.subject) &&
         pattern_covers(wide.resource, narrow.resource) &&
         condition_implies(narrow.condition, wide.condition);
}

bool grants_may_meet(const Grant& a, const Grant& b) {
  return patterns_may_meet(a.action, b.action) && patterns_may_meet(a.resource, b.resource) &&
         patterns_may_meet(a.subject, b.subject) && conditions_may_meet(a.condition, b.condition);
}

bool means_nothing(const Grant& grant) {
  const auto has_no_name = [](const Pattern& pattern) {
    if (pattern.kind == PatternKind::complement)
      return any_value(
          pattern, [&](const std::string& value) { return is_everything(Pattern::glob(value)); });
    return pattern.kind == PatternKind::set && pattern.values.empty();
  };
  return has_no_name(grant.action) || has_no_name(grant.subject) || has_no_name(grant.resource) ||
         !conditions_may_meet(grant.condition, grant.condition);
}

bool grant_covers_both(const Grant& wide, const Grant& a, const Grant& b) {
  const auto covers = [&](const Pattern Grant::*axis) {
    return pattern_covers(wide.*axis, a.*axis) || pattern_covers(wide.*axis, b.*axis);
  };
  return covers(&Grant::subject) && covers(&Grant::resource) && covers(&Grant::action) &&
         (condition_implies(a.condition, wide.condition) ||
          condition_implies(b.condition, wide.condition) ||
          condition_implies(both_conditions(a.condition, b.condition), wide.condition));
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
