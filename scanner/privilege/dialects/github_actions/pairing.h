// Before the two sides are compared: renames are undone on the base's side, and what means nothing
// without its counterpart is left out.
#pragma once

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

// A workflow whose file moved keeps its grants; so does a renamed job. Each is told by a neutral
// record of the kind "moved".
std::vector<DeltaRecord> undo_renames(ActionsFacts& base, const ActionsFacts& head);

// Leaves out: guards of jobs that one side lacks; guards and weak triggers of jobs that hold
// nothing on either side; tags of the platform's own actions where the job is new to them; further
// fixed sources of an owner whom the job already runs.
void drop_unpaired(ActionsFacts& base, ActionsFacts& head);

}  // namespace foureyes::github_actions
