// Which jobs of one side are which of the other, and which guards are worth comparing.
#pragma once

#include <vector>

#include "privilege/dialects/gitlab_ci/job_site.h"

namespace foureyes::gitlab_ci {

// Jobs with the same content under another name are the same jobs: the base gets the new names.
std::vector<DeltaRecord> undo_renames(GitlabFacts& base, const GitlabFacts& head);

// Adds the guards in which the sides differ, and drops those that guard nothing.
void compare_guards(GitlabFacts& base, GitlabFacts& head);

}  // namespace foureyes::gitlab_ci
