#include "privilege/request_evaluator.h"

#include "base/text.h"
#include "privilege/value_matcher.h"

namespace foureyes {
namespace {

Wildcards wildcards_of(const Pattern& pattern, std::string_view value) {
  if (pattern.kind == PatternKind::literal) return Wildcards::none;
  return value.starts_with("arn:") ? Wildcards::arn : Wildcards::any;
}

// The value passes one of the conjunct's; `family` is without "not-".
Truth value_passes(std::string_view family, const std::string& bound, const std::string& value) {
  if (family == "equals") return text_matches(bound, Wildcards::none, value);
  if (family == "glob") return text_matches(bound, Wildcards::any, value);
  if (family == "arn") return text_matches(bound, Wildcards::arn, value);
  if (family == "ref-glob") return text_matches(bound, Wildcards::ref, value);
  if (family == "equals-ignoring-case")
    return text_matches(to_lower(bound), Wildcards::none, to_lower(value));
  if (family == "cidr") return address_is_in(bound, value);
  const std::size_t dash = family.find('-');
  const std::string_view relation = dash == family.npos ? "" : family.substr(dash + 1);
  if (family.substr(0, dash) == "number") return number_is(value, relation, bound);
  if (family.substr(0, dash) == "date") return date_is(value, relation, bound);
  return Truth::perhaps;
}

const std::string* value_of(std::string_view key, const std::vector<RequestKey>& keys) {
  for (const RequestKey& item : keys)
    if (item.name == key && item.value) return &*item.value;
  return nullptr;
}

bool is_modelled(std::string_view family) {
  for (std::string_view one : {"equals", "equals-ignoring-case", "glob", "arn", "ref-glob", "cidr"})
    if (family == one) return true;
  return family.starts_with("number") || family.starts_with("date");
}

}  // namespace

Truth name_matches(const Pattern& pattern, std::string_view name) {
  if (pattern.kind == PatternKind::top) return Truth::yes;
  if (pattern.kind == PatternKind::symbol) return Truth::perhaps;
  Truth any = Truth::no;
  for (const std::string& value : pattern.values)
    any = either(any, text_matches(value, wildcards_of(pattern, value), name));
  return pattern.kind == PatternKind::complement ? negation(any) : any;
}

std::string_view request_key(const Conjunct& conjunct) {
  std::string_view key = conjunct.key;
  for (std::string_view many : {"some of ", "every of "})
    if (key.starts_with(many)) key.remove_prefix(many.size());
  return key;
}

Truth conjunct_holds(const Conjunct& conjunct, const std::string* value) {
  if (conjunct.operator_family == kUnless) return Truth::perhaps;
  if (!value) return truth_of(conjunct.missing == MissingKey::is_true);
  std::string_view family = conjunct.operator_family;
  const bool negated = family.starts_with("not-");
  if (negated) family.remove_prefix(4);
  if (!is_modelled(family)) return Truth::perhaps;
  Truth any = Truth::no;
  for (const std::string& bound : conjunct.values)
    any = either(any, value_passes(family, bound, *value));
  return negated ? negation(any) : any;
}

Truth condition_holds(const Condition& condition, const std::vector<RequestKey>& keys) {
  if (condition.kind == ConditionKind::always) return Truth::yes;
  if (condition.kind != ConditionKind::any_of) return Truth::perhaps;
  Truth any = Truth::no;
  for (const auto& conjuncts : condition.any_of) {
    Truth all = Truth::yes;
    for (const Conjunct& conjunct : conjuncts)
      all = both(all, conjunct_holds(conjunct, value_of(request_key(conjunct), keys)));
    any = either(any, all);
  }
  return any;
}

Truth grant_applies(const Grant& grant, const Witness& request) {
  const Truth applies = both(both(name_matches(grant.subject, request.subject),
                                  name_matches(grant.action, request.action)),
                             both(name_matches(grant.resource, request.resource),
                                  condition_holds(grant.condition, request.keys)));
  // A permission that nobody knows is one all the same.
  const bool is_read = !grant.unknown || grant.unknown->reason == UnknownReason::new_key;
  return is_read ? applies : both(applies, Truth::perhaps);
}

Truth any_applies(const std::vector<const Grant*>& grants, const Witness& request) {
  Truth any = Truth::no;
  for (const Grant* grant : grants) any = either(any, grant_applies(*grant, request));
  return any;
}

Truth is_allowed(const std::vector<const Grant*>& grants, const Witness& request) {
  Truth allowed = Truth::no, denied = Truth::no;
  for (const Grant* grant : grants) {
    Truth& side = grant->effect == Effect::deny ? denied : allowed;
    side = either(side, grant_applies(*grant, request));
  }
  return both(allowed, negation(denied));
}

}  // namespace foureyes
