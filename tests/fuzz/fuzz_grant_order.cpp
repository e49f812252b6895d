// layer: privilege
// The bytes become two lists of grants: equal lists never differ, what widens one way is told the
// other way too, and every witness is a request that the evaluator allows after and not before.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "privilege/grant_diff.h"
#include "privilege/request_evaluator.h"

namespace {

using namespace foureyes;
using Grants = std::vector<Grant>;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), end_(data + size) {}

  bool empty() const { return data_ == end_; }
  std::size_t below(std::size_t bound) { return empty() ? 0 : *data_++ % bound; }
  std::string text() {
    std::string out;
    for (std::size_t length = below(12); length > 0 && !empty(); --length)
      out += static_cast<char>(*data_++);
    return out;
  }

 private:
  const std::uint8_t* data_;
  const std::uint8_t* end_;
};

Pattern pattern_from(Bytes& bytes) {
  switch (bytes.below(6)) {
    case 0:
      return Pattern::set({bytes.text(), bytes.text(), "arn:" + bytes.text()});
    case 1:
      return Pattern::complement({bytes.text(), bytes.text()});
    case 2:
      return Pattern::top();
    case 3:
      return Pattern::literal(bytes.text());
    case 4:
      return Pattern::symbol(bytes.text(), "");
    default:
      return Pattern::glob(bytes.text());
  }
}

Conjunct conjunct_from(Bytes& bytes) {
  static const std::vector<std::string> families = {
      "equals", "glob",        "arn",          "ref-glob",        "equals-ignoring-case",
      "cidr",   "number",      "number-below", "number-at-least", "date-above",
      "unless", "not-modelled"};
  Conjunct out;
  out.key = bytes.below(4) == 0 ? "some of k" : bytes.below(2) == 0 ? "k" : "l";
  out.operator_family = families[bytes.below(families.size())];
  if (bytes.below(3) == 0 && out.operator_family != kUnless)
    out.operator_family = "not-" + out.operator_family;
  for (std::size_t i = bytes.below(3); i > 0; --i) out.values.push_back(bytes.text());
  out.missing = bytes.below(2) == 0 ? MissingKey::is_true : MissingKey::is_false;
  return out;
}

Grant grant_from(Bytes& bytes) {
  Grant out;
  out.plane = Plane::cloud;
  out.kind = "iam-policy";
  out.effect = bytes.below(4) == 0 ? Effect::deny : Effect::allow;
  out.subject = Pattern::literal("s");
  out.action = pattern_from(bytes);
  out.resource = pattern_from(bytes);
  if (bytes.below(2) == 0) return out;
  out.condition.kind = ConditionKind::any_of;
  out.condition.any_of.resize(1 + bytes.below(2));
  for (auto& conjuncts : out.condition.any_of)
    for (std::size_t i = 1 + bytes.below(2); i > 0; --i) conjuncts.push_back(conjunct_from(bytes));
  return out;
}

std::vector<const Grant*> pointers(const Grants& grants) {
  std::vector<const Grant*> out;
  for (const Grant& grant : grants) out.push_back(&grant);
  return out;
}

bool gains(const SlotChange& change) { return change.direction > Direction::narrowed; }

void check_witness(const SlotChange& change, const Grants& before, const Grants& after) {
  const auto& [witness, why_none] = change.shown;
  if (witness.has_value() != why_none.empty()) std::abort();
  const Grant& any = change.before.empty() ? *change.after.front() : *change.before.front();
  if (!witness || any.effect != Effect::allow) return;
  if (is_allowed(pointers(after), *witness) != Truth::yes) std::abort();
  const Truth expected = witness->assumes.empty() ? Truth::no : Truth::perhaps;
  if (is_allowed(pointers(before), *witness) != expected) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  Grants before, after;
  while (!bytes.empty() && before.size() < 8) {
    const std::size_t side = bytes.below(3);
    const Grant grant = grant_from(bytes);
    if (side != 1) before.push_back(grant);
    if (side != 2) after.push_back(grant);
  }
  if (!compare_grants(before, before).empty()) std::abort();
  const auto there = compare_grants(before, after), back = compare_grants(after, before);
  if (std::any_of(there.begin(), there.end(), gains) && back.empty()) std::abort();
  for (const SlotChange& change : there)
    if (change.direction == Direction::widened || change.direction == Direction::mixed)
      check_witness(change, before, after);
  return 0;
}
