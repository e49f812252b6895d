// Reads the steps of a job and of the local actions that they use.
#pragma once

#include <string>
#include <string_view>

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

// `inside` says where the steps stand: the workflow, or a local action and how it was reached.
void read_steps(JobSite& job, const DocumentNode& steps, const StepSite& inside);

// "./.github/actions/x" -> ".github/actions/x"
std::string local_path(std::string_view uses);

// A local action or workflow that is missing, unreadable or past a limit.
void add_unresolved(JobSite& job, std::string_view uses, const GrantPlace& place,
                    const Unknown& unknown);

// Counts one more call. Calls multiply: a few files that call each other often could stand for any
// number of steps.
bool past_the_limit(ActionsFacts& out);

}  // namespace foureyes::github_actions
