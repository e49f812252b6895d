#include "privilege/condition_order.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/glob_automaton.h"
#include "privilege/value_ranges.h"

namespace foureyes {
namespace {

enum class Domain { undecided, text, folded, network, number, date };

struct Family {
  Domain domain = Domain::undecided;
  GlobKind kind = GlobKind::literal;
  std::string_view relation;  // of a number: "", "below", "at-most", "above", "at-least"
  bool negated = false;
};

Family family_of(std::string_view name) {
  Family family;
  if (name.starts_with("not-")) {
    family.negated = true;
    name.remove_prefix(4);
  }
  if (name == "equals" || name == "glob" || name == "ref-glob" || name == "arn" || name == kUnless)
    family.domain = Domain::text;
  if (name == "equals-ignoring-case") family.domain = Domain::folded;
  if (name == "cidr") family.domain = Domain::network;
  for (const auto& [domain, word] : {std::pair{Domain::number, std::string_view("number")},
                                     std::pair{Domain::date, std::string_view("date")}}) {
    if (!name.starts_with(word)) continue;
    family.domain = domain;
    family.relation = name.substr(std::min(name.size(), word.size() + 1));
  }
  if (name == "glob") family.kind = GlobKind::plain;
  if (name == "ref-glob") family.kind = GlobKind::ref;
  if (name == "arn") family.kind = GlobKind::arn;
  return family;
}

bool text_like(Domain domain) { return domain == Domain::text || domain == Domain::folded; }

std::vector<std::string> lowered(const std::vector<std::string>& values) {
  std::vector<std::string> out;
  out.reserve(values.size());
  for (const std::string& value : values) out.push_back(to_lower(value));
  return out;
}

GlobLanguage language(const std::vector<std::string>& values, const Family& family) {
  GlobLanguage out;
  for (const std::string& value : values) out.members.push_back({value, family.kind});
  if (family.negated) out.sense = GlobLanguage::Sense::none_of;
  return out;
}

bool every_is_covered(const GlobLanguage& wide, const GlobLanguage& narrow) {
  return std::all_of(narrow.members.begin(), narrow.members.end(), [&](const GlobText& n) {
    return std::any_of(wide.members.begin(), wide.members.end(),
                       [&](const GlobText& w) { return glob_covers(w, n); });
  });
}

bool language_covers(const GlobLanguage& wide, const GlobLanguage& narrow) {
  using Sense = GlobLanguage::Sense;
  if (wide.sense == Sense::any_of && narrow.sense == Sense::any_of)
    if (every_is_covered(wide, narrow)) return true;
  if (wide.sense == Sense::none_of && narrow.sense == Sense::none_of)
    return every_is_covered(narrow, wide);
  return languages_cover({wide}, narrow);
}

bool texts_imply(const Conjunct& strong, const Family& s, const Conjunct& weak, const Family& w) {
  if (s.domain == Domain::text && w.domain == Domain::text)
    return language_covers(language(weak.values, w), language(strong.values, s));
  // Case is ignored on one side at least: true of what is compared in lower case, in these cases.
  if (s.domain == Domain::folded && w.domain == Domain::text && !s.negated && !w.negated)
    return strong.values.empty();
  if (s.domain == Domain::text && w.domain == Domain::folded && s.negated && w.negated)
    return weak.values.empty();
  const auto small = lowered(strong.values), large = lowered(weak.values);
  return language_covers(language(large, w), language(small, s));
}

std::optional<RangeSet> ranges_of(const Conjunct& conjunct, const Family& family) {
  if (family.domain == Domain::network) return networks(conjunct.values);
  if (family.domain == Domain::date) {
    std::vector<std::string> seconds;
    for (const std::string& value : conjunct.values) {
      const auto at = seconds_of_date(value);
      if (!at) return std::nullopt;
      seconds.push_back(*at);
    }
    return intervals(seconds, family.relation);
  }
  return intervals(conjunct.values, family.relation);
}

bool ranges_imply(const Conjunct& strong, const Family& s, const Conjunct& weak, const Family& w) {
  const auto narrow = ranges_of(strong, s), wide = ranges_of(weak, w);
  if (!narrow || !wide) return false;
  if (!s.negated && !w.negated) return range_within(*narrow, *wide);
  if (s.negated && w.negated) return range_within(*wide, *narrow);
  if (!s.negated) return ranges_are_apart(*narrow, *wide);
  return false;
}

// For a present key: a value that satisfies `strong` satisfies `weak`.
bool value_implies(const Conjunct& strong, const Conjunct& weak) {
  const Family s = family_of(strong.operator_family), w = family_of(weak.operator_family);
  if (strong.operator_family == weak.operator_family && strong.values == weak.values) return true;
  if (s.domain == Domain::undecided || w.domain == Domain::undecided) return false;
  if (strong.values.empty() && !s.negated) return true;
  if (weak.values.empty() && w.negated) return true;
  if (text_like(s.domain) && text_like(w.domain)) return texts_imply(strong, s, weak, w);
  return s.domain == w.domain && ranges_imply(strong, s, weak, w);
}

bool holds_always(const Conjunct& conjunct) {
  if (conjunct.missing != MissingKey::is_true) return false;
  const Family family = family_of(conjunct.operator_family);
  if (family.negated) return conjunct.values.empty();
  return family.kind == GlobKind::plain &&
         std::any_of(conjunct.values.begin(), conjunct.values.end(), [](const std::string& value) {
           return !value.empty() && value.find_first_not_of('*') == std::string::npos;
         });
}

using Conjuncts = std::vector<Conjunct>;

bool has_one_value(std::string_view key) {
  return !key.starts_with("some of ") && !key.starts_with("every of ");
}

// The same key; or the one value of a key as every and as some of its values.
bool speaks_of(std::string_view strong, std::string_view weak) {
  if (strong == weak) return true;
  return has_one_value(strong) && weak.ends_with(strong) &&
         (weak == concat("every of ", strong) || weak == concat("some of ", strong));
}

bool conjuncts_imply(const Conjuncts& strong, const Conjunct& weak) {
  if (holds_always(weak)) return true;
  bool missing_settled = weak.missing == MissingKey::is_true, value_settled = false;
  for (const Conjunct& s : strong) {
    if (!speaks_of(s.key, weak.key)) continue;
    missing_settled = missing_settled || s.missing == MissingKey::is_false;
    value_settled = value_settled || value_implies(s, weak);
  }
  return missing_settled && value_settled;
}

bool disjunct_implies(const Conjuncts& strong, const Conjuncts& weak) {
  return std::all_of(weak.begin(), weak.end(),
                     [&](const Conjunct& w) { return conjuncts_imply(strong, w); });
}

Conjunct opposite(Conjunct conjunct) {
  std::string& family = conjunct.operator_family;
  family = family.starts_with("not-") ? family.substr(4) : concat("not-", family);
  return conjunct;
}

bool contradicts(const Conjunct& a, const Conjunct& b) {
  if (a.key != b.key || !has_one_value(a.key)) return false;
  if (a.missing == MissingKey::is_true && b.missing == MissingKey::is_true) return false;
  if (!conjunct_is_decided(a) || !conjunct_is_decided(b)) return false;
  return value_implies(a, opposite(b)) || value_implies(b, opposite(a));
}

bool conjuncts_meet(const Conjuncts& a, const Conjuncts& b) {
  return std::none_of(a.begin(), a.end(), [&](const Conjunct& x) {
    return std::any_of(b.begin(), b.end(), [&](const Conjunct& y) { return contradicts(x, y); });
  });
}

}  // namespace

bool conjunct_is_decided(const Conjunct& conjunct) {
  return family_of(conjunct.operator_family).domain != Domain::undecided;
}

bool condition_implies(const Condition& strong, const Condition& weak) {
  if (weak.kind == ConditionKind::always || strong == weak) return true;
  if (weak.kind != ConditionKind::any_of) return false;
  if (strong.kind == ConditionKind::always)
    return std::any_of(weak.any_of.begin(), weak.any_of.end(),
                       [](const Conjuncts& w) { return disjunct_implies({}, w); });
  if (strong.kind != ConditionKind::any_of) return false;
  return std::all_of(strong.any_of.begin(), strong.any_of.end(), [&](const Conjuncts& s) {
    return !conjuncts_meet(s, s) ||
           std::any_of(weak.any_of.begin(), weak.any_of.end(),
                       [&](const Conjuncts& w) { return disjunct_implies(s, w); });
  });
}

bool conditions_may_meet(const Condition& a, const Condition& b) {
  if (a.kind != ConditionKind::any_of || b.kind != ConditionKind::any_of) return true;
  return std::any_of(a.any_of.begin(), a.any_of.end(), [&](const Conjuncts& x) {
    return std::any_of(b.any_of.begin(), b.any_of.end(),
                       [&](const Conjuncts& y) { return conjuncts_meet(x, y); });
  });
}

Condition both_conditions(const Condition& a, const Condition& b, std::size_t limit) {
  if (b.kind != ConditionKind::any_of || a.kind == ConditionKind::symbol) return a;
  if (a.kind != ConditionKind::any_of) return a.kind == ConditionKind::always ? b : a;
  if (a.any_of.size() * b.any_of.size() > limit) return a;
  Condition both{ConditionKind::any_of, {}, ""};
  for (const Conjuncts& x : a.any_of)
    for (const Conjuncts& y : b.any_of) {
      both.any_of.push_back(x);
      both.any_of.back().insert(both.any_of.back().end(), y.begin(), y.end());
    }
  return both;
}

bool holds_without_keys(const Condition& condition) {
  if (condition.kind == ConditionKind::always) return true;
  if (condition.kind != ConditionKind::any_of) return false;
  return std::any_of(condition.any_of.begin(), condition.any_of.end(), [](const Conjuncts& all) {
    return std::all_of(all.begin(), all.end(),
                       [](const Conjunct& c) { return c.missing == MissingKey::is_true; });
  });
}

}  // namespace foureyes
