#include "privilege/witness_finder.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/grant_order.h"
#include "privilege/request_search.h"

namespace foureyes {
namespace {

using Grants = std::vector<const Grant*>;

constexpr std::size_t kMaxPartners = 16;  // grants that a search is narrowed to, one by one

bool is_run_time_name(const Pattern& pattern) {
  return pattern.kind == PatternKind::symbol ||
         std::any_of(pattern.values.begin(), pattern.values.end(),
                     [](const std::string& value) { return contains(value, "${"); });
}

bool is_decided(const Condition& condition) {
  if (condition.kind == ConditionKind::always) return true;
  return condition.kind == ConditionKind::any_of &&
         std::any_of(condition.any_of.begin(), condition.any_of.end(), [](const auto& conjuncts) {
           return std::all_of(conjuncts.begin(), conjuncts.end(), [](const Conjunct& conjunct) {
             return conjunct_is_decided(conjunct) && conjunct.operator_family != kUnless;
           });
         });
}

std::string why_not(const Grant& grant, std::size_t steps) {
  for (const Pattern* pattern : {&grant.subject, &grant.action, &grant.resource})
    if (is_run_time_name(*pattern))
      return concat("`", words_for(*pattern), "` is known only where it is used");
  if (!is_decided(grant.condition)) return "only the platform evaluates its condition";
  if (grant.unknown) return "part of it cannot be read";
  if (steps == 0) return "the search for one is past its bound";
  return "no single request was found that shows it";
}

template <class Find>
WitnessAnswer first_of(const Grants& grants, std::size_t& steps, const Find& find) {
  for (const Grant* grant : grants)
    if (auto witness = find(*grant)) return {std::move(witness), ""};
  return {std::nullopt, grants.empty() ? "" : why_not(*grants.front(), steps)};
}

bool is_read(const Grant& grant) {
  return !grant.unknown || grant.unknown->reason == UnknownReason::new_key;
}

Grants meeting(const Grant& grant, const Grants& others) {
  Grants out;
  for (const Grant* other : others)
    if (out.size() < kMaxPartners && is_read(*other) && grants_may_meet(*other, grant))
      out.push_back(other);
  return out;
}

}  // namespace

WitnessAnswer WitnessFinder::of_gained(const Grants& gained) {
  return first_of(gained, steps_, [&](const Grant& grant) { return gained_witness(grant); });
}

WitnessAnswer WitnessFinder::of_lifted(const Grants& lost) {
  return first_of(lost, steps_, [&](const Grant& control) { return lifted_witness(control); });
}

std::optional<Witness> WitnessFinder::gained_witness(const Grant& grant) {
  if (!is_read(grant)) return std::nullopt;
  RequestRegion region;
  region.within = {&grant};
  region.outside = after_.candidates(grant, Effect::deny);
  region.not_allowed = before_.candidates(grant, Effect::allow);
  region.denied = before_.candidates(grant, Effect::deny);
  if (auto found = find_request(region, Certainty::proven, steps_)) return found;
  for (const Grant* deny : meeting(grant, region.denied))
    if (auto found =
            find_request({{&grant, deny}, region.outside, {}, {}}, Certainty::proven, steps_))
      return found;
  return find_request(region, Certainty::assumed, steps_);
}

std::optional<Witness> WitnessFinder::lifted_witness(const Grant& control) {
  if (!is_read(control)) return std::nullopt;
  const Grants outside = after_.candidates(control, control.effect);
  const Grants allowed = control.effect == Effect::deny
                             ? meeting(control, after_.candidates(control, Effect::allow))
                             : Grants();
  for (const Grant* allow : allowed)
    if (auto found = find_request({{&control, allow}, outside, {}, {}}, Certainty::proven, steps_))
      return found;
  return find_request({{&control}, outside, {}, {}}, Certainty::proven, steps_);
}

}  // namespace foureyes
