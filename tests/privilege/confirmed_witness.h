// Judges the witness of a record by the grants of both sides, one request at a time.
#pragma once

#include <algorithm>
#include <vector>

#include "model/delta.h"
#include "privilege/request_evaluator.h"

namespace foureyes {

// Of the record's plane and kind. What denies belongs to what allows; a guard to its group.
inline std::vector<const Grant*> grants_beside(const std::vector<Grant>& grants,
                                               const DeltaRecord& record,
                                               const std::string& group) {
  std::vector<const Grant*> out;
  for (const Grant& grant : grants) {
    const bool same = grant.effect == record.effect ||
                      (record.effect == Effect::allow && grant.effect == Effect::deny);
    if (grant.plane == record.plane && grant.kind == record.kind && same &&
        (record.effect != Effect::guard || grant.group == group))
      out.push_back(&grant);
  }
  return out;
}

// Stopped before and not after.
inline bool is_lifted(const DeltaRecord& record, const std::vector<Grant>& before,
                      const std::vector<Grant>& after) {
  return std::any_of(before.begin(), before.end(), [&](const Grant& control) {
    const auto then = grants_beside(before, record, control.group),
               now = grants_beside(after, record, control.group);
    return any_applies(then, *record.witness) == Truth::yes &&
           any_applies(now, *record.witness) == Truth::no;
  });
}

// Allowed after and not before; of a denial or a guard: one that is lifted.
inline bool is_confirmed(const DeltaRecord& record, const std::vector<Grant>& before,
                         const std::vector<Grant>& after) {
  if (record.effect != Effect::allow) return is_lifted(record, before, after);
  const Witness& request = *record.witness;
  const auto then = grants_beside(before, record, ""), now = grants_beside(after, record, "");
  const Truth expected = request.assumes.empty() ? Truth::no : Truth::perhaps;
  return is_allowed(now, request) == Truth::yes && is_allowed(then, request) == expected;
}

}  // namespace foureyes
