#include "privilege/dialects/aws_iam/conditions.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/normal_form.h"
#include "privilege/value_ranges.h"

namespace foureyes::aws_iam {
namespace {

struct Operator {
  std::string_view name;
  std::string_view family;
};

constexpr std::array<Operator, 27> kOperators = {{
    {"StringEquals", "equals"},
    {"StringNotEquals", "not-equals"},
    {"StringEqualsIgnoreCase", "equals-ignoring-case"},
    {"StringNotEqualsIgnoreCase", "not-equals-ignoring-case"},
    {"StringLike", "glob"},
    {"StringNotLike", "not-glob"},
    {"NumericEquals", "number"},
    {"NumericNotEquals", "not-number"},
    {"NumericLessThan", "number-below"},
    {"NumericLessThanEquals", "number-at-most"},
    {"NumericGreaterThan", "number-above"},
    {"NumericGreaterThanEquals", "number-at-least"},
    {"DateEquals", "date"},
    {"DateNotEquals", "not-date"},
    {"DateLessThan", "date-below"},
    {"DateLessThanEquals", "date-at-most"},
    {"DateGreaterThan", "date-above"},
    {"DateGreaterThanEquals", "date-at-least"},
    {"Bool", "equals"},
    {"BinaryEquals", "equals"},
    {"IpAddress", "cidr"},
    {"NotIpAddress", "not-cidr"},
    {"ArnEquals", "arn"},
    {"ArnLike", "arn"},
    {"ArnNotEquals", "not-arn"},
    {"ArnNotLike", "not-arn"},
    {"Null", "null"},
}};

// Keys whose requests carry several values, whatever the operator says.
constexpr std::array<std::string_view, 8> kManyValued = {
    "aws:tagkeys",         "aws:principalorgpaths",         "aws:calledvia",
    "dynamodb:attributes", "dynamodb:leadingkeys",          "aws:resourceorgpaths",
    "aws:sourceorgpaths",  "aws:principalservicenameslist",
};

enum class Quantifier { none, every, some };

struct ParsedOperator {
  std::string_view written;
  std::string_view family;  // "" when it is not known
  Quantifier quantifier = Quantifier::none;
  bool if_exists = false;
};

ParsedOperator parse_operator(std::string_view text) {
  ParsedOperator out;
  out.written = text;
  if (text.starts_with("ForAllValues:")) out.quantifier = Quantifier::every;
  if (text.starts_with("ForAnyValue:")) out.quantifier = Quantifier::some;
  if (out.quantifier != Quantifier::none) text = text.substr(text.find(':') + 1);
  if (text.ends_with("IfExists")) {
    out.if_exists = true;
    text.remove_suffix(8);
  }
  for (const Operator& row : kOperators)
    if (row.name == text) out.family = row.family;
  return out;
}

MissingKey missing_of(const ParsedOperator& op) {
  if (op.if_exists || op.quantifier == Quantifier::every) return MissingKey::is_true;
  if (op.quantifier == Quantifier::some) return MissingKey::is_false;
  return op.family.starts_with("not-") ? MissingKey::is_true : MissingKey::is_false;
}

// "Null": {"key": "true"} asks for the key to be missing.
std::vector<Conjunct> null_conjuncts(const std::string& key,
                                     const std::vector<std::string>& values) {
  const auto says = [&](std::string_view word) {
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& v) { return equals_ignoring_case(v, word); });
  };
  if (says("true") && says("false")) return {};
  if (says("true")) return {{key, "equals", {}, MissingKey::is_true}};
  if (says("false")) return {{key, "not-equals", {}, MissingKey::is_false}};
  return {{key, "Null", values, MissingKey::is_true}};
}

bool normalise_values(const ParsedOperator& op, std::vector<std::string>& values) {
  const bool folds = contains(op.family, "ignoring-case") || contains(op.written, "Bool");
  for (std::string& value : values) {
    if (folds && !contains(value, "${")) value = to_lower(value);
    if (contains(op.family, "date")) {
      if (!seconds_of_date(value)) return false;
    }
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return true;
}

std::string key_of(const ParsedOperator& op, const std::string& written) {
  std::string key = to_lower(written);
  if (op.quantifier == Quantifier::every) return concat("every of ", key);
  const bool many = std::find(kManyValued.begin(), kManyValued.end(), key) != kManyValued.end();
  return op.quantifier == Quantifier::some || many ? concat("some of ", key) : key;
}

std::vector<Conjunct> read_key(const ParsedOperator& op, const DocumentNode& key,
                               const DocumentNode& value, const Symbols& symbols) {
  std::vector<std::string> values = texts_of(value, symbols);
  const std::string name = key_of(op, key.text);
  if (op.family == "null" && op.quantifier == Quantifier::none)
    return null_conjuncts(to_lower(key.text), values);
  const bool plain_on_many = name.starts_with("some of ") && op.quantifier == Quantifier::none &&
                             op.family.starts_with("not-");
  // "none of" is no "some of": one value that differs is enough for ForAnyValue.
  std::string family(op.family);
  if (family.empty() || family == "null" || plain_on_many || !normalise_values(op, values))
    family = op.written;
  return {{name, family, values, missing_of(op)}};
}

}  // namespace

std::vector<Conjunct> read_conditions(const DocumentNode& block, const Symbols& symbols) {
  std::vector<Conjunct> out;
  if (!block.is_mapping() || !intrinsic_of(block).name.empty()) {
    if (!block.is_null() && !(block.is_scalar() && block.text.empty()))
      out.push_back({"condition", "template", {normal_digest(block)}, MissingKey::is_false});
    return out;
  }
  for (const auto& [written, keys] : block.members) {
    const ParsedOperator op = parse_operator(written.text);
    if (!keys.is_mapping()) {
      out.push_back({"condition", written.text, {normal_digest(keys)}, MissingKey::is_false});
      continue;
    }
    for (const auto& [key, value] : keys.members)
      for (Conjunct& conjunct : read_key(op, key, value, symbols)) out.push_back(conjunct);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace foureyes::aws_iam
