// What a job waits for: the jobs that `needs` names, and those that they wait for. Each is a guard,
// for its failure, or nobody approving its environment, keeps the job from starting.
#pragma once

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

void add_needs(JobSite& site);

}  // namespace foureyes::github_actions
