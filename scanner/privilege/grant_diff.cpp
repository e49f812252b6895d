#include "privilege/grant_diff.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "privilege/grant_index.h"
#include "privilege/grant_order.h"
#include "privilege/record_kinds.h"

namespace foureyes {
namespace {

using Grants = std::vector<const Grant*>;

// idle: a denial that stopped nothing.
enum class Novelty { none, idle, unknown, certain };

struct Finding {
  Novelty novelty = Novelty::none;
  std::optional<UnknownReason> reason;
};

bool is_evaluated(const Grant& grant) {
  return record_kind(grant.kind).weight == KindWeight::evaluated;
}

bool is_readable(const Grant& grant) { return !grant.unknown; }

// What could not be read denies nothing but itself.
bool deny_covers(const Grant& deny, const Grant& other) {
  return is_readable(deny) ? grant_covers(deny, other) : equal_meaning(&deny, &other);
}

// One of `denies` still stops whatever of `atom` the lost deny stopped.
bool still_denied(const Grant& atom, const Grant& lost, const Grants& denies) {
  return std::any_of(denies.begin(), denies.end(), [&](const Grant* deny) {
    return deny_covers(*deny, lost) || (is_readable(*deny) && grant_covers_both(*deny, lost, atom));
  });
}

// Does a deny that stopped the atom go away? (Section b of the reference, rule ii.)
bool deny_lifted(const Grant& atom, const GrantIndex& before, const GrantIndex& after) {
  const Grants now = after.candidates(atom, Effect::deny);
  for (const Grant* old_deny : before.candidates(atom, Effect::deny))
    if (grants_may_meet(*old_deny, atom) && !still_denied(atom, *old_deny, now)) return true;
  return false;
}

bool denied_anyway(const Grant& atom, const GrantIndex& after) {
  const Grants denies = after.candidates(atom, Effect::deny);
  return std::any_of(denies.begin(), denies.end(), [&](const Grant* deny) {
    return is_readable(*deny) && grant_covers(*deny, atom);
  });
}

constexpr Pattern Grant::*kAxes[] = {&Grant::action, &Grant::resource, &Grant::subject};

bool covers_but_for(const Grant& wide, const Grant& narrow, const Pattern Grant::*left_out) {
  for (const Pattern Grant::*axis : kAxes)
    if (axis != left_out && !pattern_covers(wide.*axis, narrow.*axis)) return false;
  return condition_implies(narrow.condition, wide.condition);
}

// Several grants that agree but for one axis cover the atom together.
bool covered_together(const Grant& atom, const Grants& olds) {
  for (const Pattern Grant::*axis : kAxes) {
    std::vector<const Pattern*> patterns;
    for (const Grant* old : olds)
      if (is_readable(*old) && covers_but_for(*old, atom, axis)) patterns.push_back(&(old->*axis));
    if (patterns.size() > 1 && patterns_cover(patterns, atom.*axis)) return true;
  }
  return false;
}

bool is_decided(const Condition& condition) {
  if (condition.kind == ConditionKind::always) return true;
  if (condition.kind != ConditionKind::any_of) return false;
  for (const auto& conjuncts : condition.any_of)
    if (!std::all_of(conjuncts.begin(), conjuncts.end(), conjunct_is_decided)) return false;
  return true;
}

// A name that the pattern matches and that others are unlikely to name: a letter for "?", a word
// that nobody writes for "*".
std::optional<Pattern> fresh_name(const Pattern& pattern) {
  constexpr std::string_view kFresh = "%fresh";
  Pattern name = Pattern::literal(std::string(kFresh));
  if (pattern.kind == PatternKind::literal) return pattern;
  if (pattern.kind == PatternKind::symbol) return std::nullopt;
  if (pattern.kind == PatternKind::glob) {
    const std::string stars = replace_all(pattern.values.front(), "*", kFresh);
    name = Pattern::literal(replace_all(stars, "?", "~"));
  }
  if (!pattern_covers(pattern, name)) return std::nullopt;
  return name;
}

// Texts that a key equals, and nothing about keys that are missing.
bool asks_for_equal_keys(const Condition& condition) {
  if (condition.kind == ConditionKind::always) return true;
  if (condition.kind != ConditionKind::any_of) return false;
  for (const auto& conjuncts : condition.any_of)
    for (const Conjunct& conjunct : conjuncts)
      if (conjunct.operator_family != "equals" || conjunct.missing != MissingKey::is_false)
        return false;
  return true;
}

// A request that the atom allows, with no other keys than it asks for, and that none of `olds`
// does.
bool has_fresh_witness(const Grant& atom, const Grants& olds) {
  if (!asks_for_equal_keys(atom.condition) || atom.condition.any_of.size() > 1) return false;
  Grant request = atom;
  for (Pattern Grant::*axis : {&Grant::action, &Grant::resource, &Grant::subject}) {
    const auto name = fresh_name(atom.*axis);
    if (!name) return false;
    request.*axis = *name;
  }
  if (!request.condition.any_of.empty())
    for (Conjunct& conjunct : request.condition.any_of.front()) {
      if (conjunct.values.empty()) return false;
      conjunct.values.resize(1);
    }
  return std::none_of(olds.begin(), olds.end(), [&](const Grant* old) {
    return !asks_for_equal_keys(old->condition) || grant_covers(*old, request);
  });
}

// Why an atom that nothing covers might be covered all the same; nullopt when a witness shows that
// it is not: a name on one axis that none of those it meets matches, or a request without keys.
std::optional<UnknownReason> doubt_about(const Grant& atom, const Grants& olds) {
  Grants meeting;
  for (const Grant* old : olds)
    if (is_readable(*old) && grants_may_meet(*old, atom)) meeting.push_back(old);
  if (meeting.empty() || has_fresh_witness(atom, meeting)) return std::nullopt;
  for (const Pattern Grant::*axis : kAxes) {
    std::vector<const Pattern*> patterns;
    for (const Grant* old : meeting) patterns.push_back(&(old->*axis));
    if (!patterns_cover(patterns, atom.*axis)) return std::nullopt;
  }
  if (holds_without_keys(atom.condition) &&
      std::none_of(meeting.begin(), meeting.end(), [](const Grant* old) {
        return old->condition.kind == ConditionKind::always || holds_without_keys(old->condition);
      }))
    return std::nullopt;
  if (!is_decided(atom.condition)) return UnknownReason::condition_operator;
  if (meeting.size() > 1) return UnknownReason::uncovered_union;
  return std::nullopt;
}

// Somebody, whoever it is, is allowed what the deny means.
bool meets_any_allow(const Grant& deny, const GrantIndex& index) {
  Grant of_anybody = deny;
  of_anybody.subject = Pattern::top();
  const Grants allows = index.candidates(of_anybody, Effect::allow);
  return std::any_of(allows.begin(), allows.end(),
                     [&](const Grant* allow) { return grants_may_meet(*allow, of_anybody); });
}

bool has_own_allow(const Grant& deny, const GrantIndex& index) {
  Grant anything = deny;
  anything.action = anything.resource = Pattern::top();
  return !index.candidates(anything, Effect::allow).empty();
}

// The policy of an identity allows things itself; that of a resource is there to stop what the
// policies of identities, wherever they are, allow.
bool is_of_an_identity(const Grant& grant) { return grant.kind == "iam-policy"; }

// Of an evaluated kind: what goes with a deny that is in `own` and no longer in `other`.
Finding judge_lost_deny(const Grant& deny, const GrantIndex& own, const GrantIndex& other) {
  const Grants denies = other.candidates(deny, Effect::deny);
  const auto covers = [&](const Grant* d) { return deny_covers(*d, deny); };
  if (std::any_of(denies.begin(), denies.end(), covers)) return {};
  Finding finding;
  if (deny.unknown) finding.reason = deny.unknown->reason;
  const Novelty novelty = deny.unknown ? Novelty::unknown : Novelty::certain;
  for (const Grant* allow : other.candidates(deny, Effect::allow))
    if (grants_may_meet(*allow, deny) && !still_denied(*allow, deny, denies))
      finding.novelty = novelty;
  if (finding.novelty != Novelty::none) return finding;
  const Grants stopped = own.candidates(deny, Effect::allow);
  const bool stops_own = std::any_of(stopped.begin(), stopped.end(), [&](const Grant* allow) {
    return grants_may_meet(*allow, deny);
  });
  const bool whole_point =
      !stops_own && (!own.has_any(deny, Effect::allow) || !other.has_any(deny, Effect::deny));
  if (whole_point || deny.unknown) finding.novelty = novelty;
  const bool idle = whole_point && !deny.unknown && is_of_an_identity(deny) &&
                    has_own_allow(deny, own) && !meets_any_allow(deny, other);
  if (idle) finding.novelty = Novelty::idle;
  return finding.novelty == Novelty::none ? Finding{} : finding;
}

bool allows_all(const Grant& grant) {
  return grant.condition.kind == ConditionKind::always &&
         pattern_covers(grant.action, Pattern::top()) &&
         pattern_covers(grant.resource, Pattern::top());
}

Finding judge_atom(const Grant& atom, const GrantIndex& before, const GrantIndex& after) {
  if (is_readable(atom) && means_nothing(atom)) return {};
  const bool evaluated = is_evaluated(atom);
  if (evaluated && atom.effect == Effect::deny) return judge_lost_deny(atom, after, before);
  Finding finding;
  if (denied_anyway(atom, after)) return finding;
  bool covered = false;
  const Grants olds = before.candidates(atom, atom.effect);
  bool as_read = false;  // covered if what is unknown means what it seems to mean
  for (const Grant* old : olds) {
    if (!grant_covers(*old, atom)) continue;
    as_read = true;
    const bool trusted = !old->unknown && (!evaluated || !atom.unknown || allows_all(*old));
    if (trusted || old->unknown == atom.unknown) covered = true;
    if (old->unknown) finding.reason = old->unknown->reason;
  }
  if (!covered && !atom.unknown) covered = covered_together(atom, olds);
  if (covered && (evaluated || !deny_lifted(atom, before, after))) return {};
  if (atom.unknown) finding.reason = atom.unknown->reason;
  if (!covered && !finding.reason) finding.reason = doubt_about(atom, olds);
  // A permission that nobody knows is one all the same; so is one with an unknown variable that
  // nothing covered whatever the variable is.
  const bool whatever = evaluated && !as_read && finding.reason == UnknownReason::variable;
  const bool certain = !finding.reason || finding.reason == UnknownReason::new_key || whatever;
  finding.novelty = certain ? Novelty::certain : Novelty::unknown;
  return finding;
}

Finding judge(const Grant& grant, const GrantIndex& before, const GrantIndex& after) {
  Finding worst;
  for (const Grant& atom : atoms_of(grant)) {
    const Finding finding = judge_atom(atom, before, after);
    if (finding.novelty > worst.novelty) worst = finding;
  }
  return worst;
}

constexpr std::size_t kMaxRelated = 32;  // enough for the words of a sentence

Grants related(const Grants& grants, const GrantIndex& index) {
  Grants out;
  for (const Grant* grant : grants)
    for (const Grant* other : index.candidates(*grant, grant->effect)) {
      if (out.size() == kMaxRelated) return out;
      if ((!is_evaluated(*grant) || patterns_may_meet(other->action, grant->action)) &&
          patterns_may_meet(other->resource, grant->resource) &&
          std::find(out.begin(), out.end(), other) == out.end())
        out.push_back(other);
    }
  return out;
}

Direction direction_of(Novelty gained, bool lost) {
  if (gained == Novelty::certain) return lost ? Direction::mixed : Direction::widened;
  if (gained == Novelty::unknown) return Direction::unknown;
  return lost ? Direction::narrowed : Direction::equivalent;
}

class Comparison {
 public:
  Comparison(const GrantIndex& base, const GrantIndex& head) : base_(base), head_(head) {}

  void judge_slot(SlotChange& slot) const {
    const Grant& any = slot.before.empty() ? *slot.after.front() : *slot.before.front();
    if (record_kind(any.kind).weight == KindWeight::neutral) return judge_neutral(slot, any);
    const Novelty gained = collect(slot.after, base_, head_, slot.gained, slot.reasons);
    std::vector<UnknownReason> ignored;
    Novelty lost = collect(slot.before, head_, base_, slot.lost, ignored);
    if (is_evaluated(any) && gained == Novelty::certain && lost == Novelty::unknown)
      lost = Novelty::none;  // perhaps lost is no loss to speak of beside what is new
    if (any.effect == Effect::allow) {
      slot.direction = direction_of(gained, lost > Novelty::idle);
    } else {  // a control: what goes is what widens
      slot.direction = direction_of(lost, gained > Novelty::idle);
      std::swap(slot.reasons, ignored);
    }
    std::sort(slot.reasons.begin(), slot.reasons.end());
    slot.reasons.erase(std::unique(slot.reasons.begin(), slot.reasons.end()), slot.reasons.end());
    slot.related_before = related(slot.gained, base_);
    slot.related_after = related(slot.lost, head_);
    if (is_evaluated(any)) speak_of_the_change(slot);
  }

 private:
  // Of a policy, only what has to do with the change, not all that it says about the resource.
  static void speak_of_the_change(SlotChange& slot) {
    const auto keep = [](Grants& grants, const Grants& own, const Grants& other) {
      const auto beside_the_point = [&](const Grant* grant) {
        if (std::find(own.begin(), own.end(), grant) != own.end()) return false;
        return std::none_of(other.begin(), other.end(), [&](const Grant* changed) {
          return patterns_may_meet(changed->action, grant->action) &&
                 patterns_may_meet(changed->subject, grant->subject);
        });
      };
      grants.erase(std::remove_if(grants.begin(), grants.end(), beside_the_point), grants.end());
    };
    keep(slot.before, slot.lost, slot.gained);
    keep(slot.after, slot.gained, slot.lost);
    keep(slot.related_before, {}, slot.gained);
    keep(slot.related_after, {}, slot.lost);
  }

  // A neutral kind speaks only of subjects that were there before and are there now.
  void judge_neutral(SlotChange& slot, const Grant& any) const {
    if (!base_.knows(any.subject) || !head_.knows(any.subject)) return;
    if (slot.before.empty() || slot.after.empty()) return;
    slot.gained = slot.after;
    slot.lost = slot.before;
  }

  static Novelty collect(const Grants& grants, const GrantIndex& before, const GrantIndex& after,
                         Grants& out, std::vector<UnknownReason>& reasons) {
    Novelty worst = Novelty::none;
    bool rests_on_default = false;
    for (const Grant* grant : grants) {
      const Finding finding = judge(*grant, before, after);
      if (finding.novelty == Novelty::none) continue;
      worst = std::max(worst, finding.novelty);
      out.push_back(grant);
      if (finding.reason) reasons.push_back(*finding.reason);
      rests_on_default = rests_on_default || (finding.reason == UnknownReason::outside_default &&
                                              grant->unknown.has_value());
    }
    // What rests on a default outside the repository is unknown as a whole, its sure part too.
    return rests_on_default ? Novelty::unknown : worst;
  }

  const GrantIndex& base_;
  const GrantIndex& head_;
};

bool widens(Direction direction) {
  return direction == Direction::widened || direction == Direction::mixed;
}

bool same_grants(const SlotChange& slot) {
  return std::equal(slot.before.begin(), slot.before.end(), slot.after.begin(), slot.after.end(),
                    equal_meaning);
}

}  // namespace

GrantSlot slot_of(const Grant& grant) {
  return {grant.plane,   grant.kind,  grant.effect,
          grant.subject, grant.group, grant.group.empty() ? grant.resource : Pattern()};
}

std::vector<SlotChange> compare_grants(const std::vector<Grant>& base,
                                       const std::vector<Grant>& head) {
  std::map<GrantSlot, SlotChange> slots;
  for (const Grant& grant : base) slots[slot_of(grant)].before.push_back(&grant);
  for (const Grant& grant : head) slots[slot_of(grant)].after.push_back(&grant);
  for (auto& [slot, change] : slots) {
    sort_by_meaning(change.before);
    sort_by_meaning(change.after);
  }
  const GrantIndex before(base), after(head);
  const Comparison comparison(before, after);
  WitnessFinder finder(before, after);
  const bool any_deny = std::any_of(slots.begin(), slots.end(), [](const auto& item) {
    return std::get<Effect>(item.first) == Effect::deny;
  });
  std::vector<SlotChange> changes;
  for (auto& [slot, change] : slots) {
    // Where nobody is denied anything, equal slots stay equal.
    if (!any_deny && same_grants(change)) continue;
    comparison.judge_slot(change);
    if (change.gained.empty() && change.lost.empty()) continue;
    if (widens(change.direction))
      change.shown = std::get<Effect>(slot) == Effect::allow ? finder.of_gained(change.gained)
                                                             : finder.of_lifted(change.lost);
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace foureyes
