// The partial order of the model: is this grant no wider than that one? Sound and, for patterns,
// exact: "no" may only be wrong where the answer would need a union of several grants or facts that
// no file states. (Definitions: section b of the privilege reference; leveldb-style contract:
// functions are pure, cost is bounded by the product of the two pattern lengths.)
#pragma once

#include <vector>

#include "model/grant.h"
#include "privilege/condition_order.h"
#include "privilege/glob_automaton.h"

namespace foureyes {

// Every name that `narrow` matches is matched by `wide`. Globs are compared as automata. A symbol
// is covered by the same symbol with the same definition, or by top.
bool pattern_covers(const Pattern& wide, const Pattern& narrow);

// The same for several patterns together: each name is matched by one of them. Exact,
// but "no" for more patterns than anybody writes.
bool patterns_cover(const std::vector<const Pattern*>& wide, const Pattern& narrow);

// False only when no name matches both. Symbols may be anything.
bool patterns_may_meet(const Pattern& a, const Pattern& b);

// What `wide` lets happen includes what `narrow` lets happen: subject, action, resource and
// condition. Looks at neither effect nor unknown.
bool grant_covers(const Grant& wide, const Grant& narrow);

// Some request may be meant by both: no axis keeps them apart.
bool grants_may_meet(const Grant& a, const Grant& b);

// No request is meant: a name that none matches ("everything but *"), a condition that contradicts
// itself. "No" may be wrong.
bool means_nothing(const Grant& grant);

// The names of a pattern that is no symbol, as the automata read them. Keeps views into it.
GlobLanguage language_of(const Pattern& pattern);

// `wide` covers whatever both `a` and `b` mean. "No" may be wrong where only their overlap counts.
bool grant_covers_both(const Grant& wide, const Grant& a, const Grant& b);

// The grant with each set of names taken apart, so that several grants can cover it together:
// the Cartesian product, at most `limit` atoms (past it the grant itself).
std::vector<Grant> atoms_of(const Grant& grant, std::size_t limit = 4096);

}  // namespace foureyes
