#include "model/grant.h"

#include <algorithm>

#include "base/name_table.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr NameTable<Plane, 8> kPlanes{{{
    {Plane::pipeline, "pipeline"},
    {Plane::cloud, "cloud"},
    {Plane::cluster, "cluster"},
    {Plane::data, "data"},
    {Plane::change, "change"},
    {Plane::host, "host"},
    {Plane::agent, "agent"},
    {Plane::erp, "erp"},
}}};

constexpr NameTable<Effect, 3> kEffects{{{
    {Effect::allow, "allow"},
    {Effect::deny, "deny"},
    {Effect::guard, "guard"},
}}};

constexpr NameTable<UnknownReason, 14> kReasons{{{
    {UnknownReason::expression, "U-EXPR"},
    {UnknownReason::outside_default, "U-DEFAULT"},
    {UnknownReason::external_check, "U-EXTCHECK"},
    {UnknownReason::include, "U-INCLUDE"},
    {UnknownReason::variable, "U-VAR"},
    {UnknownReason::condition_operator, "U-CONDOP"},
    {UnknownReason::negation, "U-NEG"},
    {UnknownReason::new_key, "U-NEWKEY"},
    {UnknownReason::parse, "U-PARSE"},
    {UnknownReason::dynamic, "U-DYN"},
    {UnknownReason::history, "U-HISTORY"},
    {UnknownReason::limit, "U-LIMIT"},
    {UnknownReason::uncovered_union, "U-UNION"},
    {UnknownReason::rendering, "U-RENDER"},
}}};

std::vector<std::string> sorted_unique(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

// Families that are no words by themselves.
std::string_view words_for_family(std::string_view family) {
  for (const auto& [name, words] : {std::pair<std::string_view, std::string_view>{"cidr", "in"},
                                    {"not-cidr", "not in"},
                                    {"arn", "like"},
                                    {"not-arn", "not like"},
                                    {"number-below", "below"},
                                    {"number-at-most", "at most"},
                                    {"number-above", "above"},
                                    {"number-at-least", "at least"},
                                    {"date-below", "before"},
                                    {"date-at-most", "at the latest"},
                                    {"date-above", "after"},
                                    {"date-at-least", "at the earliest"}})
    if (family == name) return words;
  return family;
}

std::string words_for(const Conjunct& conjunct) {
  if (conjunct.operator_family == kUnless) return concat("not ", conjunct.key);
  // Compared with nothing: only whether the key is there counts.
  if (conjunct.values.empty() && conjunct.operator_family == "equals" &&
      conjunct.missing == MissingKey::is_true)
    return concat(conjunct.key, " is missing");
  if (conjunct.values.empty() && conjunct.operator_family == "not-equals" &&
      conjunct.missing == MissingKey::is_false)
    return concat(conjunct.key, " is present");
  return concat(conjunct.key, " ", words_for_family(conjunct.operator_family), " ",
                join(conjunct.values, " or "),
                conjunct.missing == MissingKey::is_true ? " (or the key is missing)" : "");
}

}  // namespace

std::string_view name_of(Plane plane) { return kPlanes.name(plane); }
bool parse_plane(std::string_view name, Plane& plane) { return kPlanes.parse(name, plane); }
std::string_view name_of(Effect effect) { return kEffects.name(effect); }
std::string_view code_of(UnknownReason reason) { return kReasons.name(reason); }

Pattern Pattern::literal(std::string value) { return {PatternKind::literal, {std::move(value)}}; }

Pattern Pattern::glob(std::string value) {
  if (value.find_first_of("*?") == std::string::npos) return literal(std::move(value));
  return {PatternKind::glob, {std::move(value)}};
}

Pattern Pattern::set(std::vector<std::string> values) {
  values = sorted_unique(std::move(values));
  if (values.size() == 1) return glob(std::move(values.front()));
  return {PatternKind::set, std::move(values)};
}

Pattern Pattern::complement(std::vector<std::string> values) {
  return {PatternKind::complement, sorted_unique(std::move(values))};
}

Pattern Pattern::symbol(std::string text, std::string definition_digest) {
  return {PatternKind::symbol, {std::move(text), std::move(definition_digest)}};
}

std::string words_for(const Pattern& pattern) {
  switch (pattern.kind) {
    case PatternKind::literal:
    case PatternKind::glob:
    case PatternKind::symbol:
      return pattern.values.front();
    case PatternKind::set:
      return pattern.values.empty() ? "nothing" : join(pattern.values, ", ");
    case PatternKind::complement:
      return concat("everything but ", join(pattern.values, ", "));
    case PatternKind::top:
      break;
  }
  return "anything";
}

std::string words_for(const Condition& condition) {
  if (condition.kind == ConditionKind::always) return "";
  if (condition.kind != ConditionKind::any_of) return condition.text;
  std::vector<std::string> alternatives;
  alternatives.reserve(condition.any_of.size());
  for (const auto& conjuncts : condition.any_of) {
    std::vector<std::string> parts;
    parts.reserve(conjuncts.size());
    for (const Conjunct& conjunct : conjuncts) parts.push_back(words_for(conjunct));
    alternatives.push_back(parts.empty() ? "always" : join(parts, " and "));
  }
  return alternatives.empty() ? "never" : join(alternatives, "; or ");
}

}  // namespace foureyes
