// Compares two lists of grants. Grants of one plane, kind, subject and group share a slot; a slot
// that gained or lost something becomes one change.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "model/delta.h"
#include "model/grant.h"
#include "privilege/witness_finder.h"

namespace foureyes {

// Plane, kind, effect, subject, group, and the resource of a grant without a group.
using GrantSlot = std::tuple<Plane, std::string, Effect, Pattern, std::string, Pattern>;
GrantSlot slot_of(const Grant& grant);

// Pointers into the lists that were compared.
struct SlotChange {
  Direction direction = Direction::equivalent;
  std::vector<const Grant*> before;  // the slot's grants, equal ones too
  std::vector<const Grant*> after;
  std::vector<const Grant*> gained;          // not covered by what was there
  std::vector<const Grant*> lost;            // not covered by what is there
  std::vector<const Grant*> related_before;  // other slots' grants that overlap what was gained
  std::vector<const Grant*> related_after;   // ... what was lost
  std::vector<UnknownReason> reasons;        // sorted
  WitnessAnswer shown;                       // of one that widens, mixed ones too
};

// An allowed atom is new iff no allowed atom before covers it, or a deny that stopped it has gone
// and no deny stops it now. Several grants may cover an atom together; where that can be neither
// shown nor ruled out by a witness, the atom is unknown (U-UNION). It is also unknown where the
// grant says so, or where only an unknown grant covered it. A guard that disappears widens; so does
// a deny, except in evaluated kinds (record_kinds.h): there it widens iff a grant that is left
// meets it and no other deny stops that, or iff it stopped nothing of its own policy and goes
// without a deny in its place. Of an identity that is allowed other things, a deny that stopped
// nothing which anybody there is allowed is told, and widens nothing. Linear in the lists except
// within one subject.
std::vector<SlotChange> compare_grants(const std::vector<Grant>& base,
                                       const std::vector<Grant>& head);

}  // namespace foureyes
