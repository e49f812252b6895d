// The order of conditions: does one hold whenever another holds, can both hold at once, what is
// their conjunction. Decided per key for these operator families, each also with "not-" before it
// (holds when no value matches):
//
//   equals, glob, ref-glob, arn    texts and patterns
//   equals-ignoring-case           values in lower case
//   cidr                           IPv4 and IPv6 networks
//   number, number-below, number-at-most, number-above, number-at-least
//   date, date-below, ...          dates (ISO 8601) or seconds since 1970
//   unless                         the key names a case that does not arise
//
// Any other family is only implied by itself. A conjunct without values never holds for a present
// key, its negation always does: "key equals nothing, or is missing" says that the key is missing.
// Keys that start with "some of " or "every of " have several values: what contradicts does so only
// for the others.
#pragma once

#include "model/grant.h"

namespace foureyes {

bool conjunct_is_decided(const Conjunct& conjunct);

// Whenever `strong` holds, `weak` holds.
bool condition_implies(const Condition& strong, const Condition& weak);

// False only when no request satisfies both.
bool conditions_may_meet(const Condition& a, const Condition& b);

// Both hold. Past `limit` alternatives: `a` alone, which is weaker.
Condition both_conditions(const Condition& a, const Condition& b, std::size_t limit = 256);

// A request without any of the keys satisfies it; "no" for a symbol or an unknown.
bool holds_without_keys(const Condition& condition);

}  // namespace foureyes
