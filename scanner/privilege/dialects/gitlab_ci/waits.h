// What holds a job up: jobs that somebody must start, and checks that must pass before it. Kept
// apart from the grants, because only what differs between two sides is worth a sentence.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "privilege/dialects/gitlab_ci/job_order.h"
#include "privilege/dialects/gitlab_ci/start_cases.h"

namespace foureyes::gitlab_ci {

// The cases in which somebody must start a job.
struct ManualStart {
  Condition condition;
  std::string words;
};

// How a job holds up those that wait for it.
struct Hold {
  std::optional<ManualStart> by_need;   // whoever names it waits until somebody starts it
  std::optional<ManualStart> by_stage;  // later stages wait only where it stops the pipeline
  bool starts_by_itself = false;
};

using Holds = std::map<std::string, Hold>;  // by the name of the job

Hold hold_of(const std::vector<StartCase>& cases);

// Gates hold up every job. Checks count before those that hold something of their own, such as an
// environment or a token: a job that does not may well skip a test.
JobWaits waits_of(const JobSite& site, JobOrder& order, const Holds& holds);

// Leaves what one side waits for and the other does not. A check that is there on one side only is
// left to the guards of its own.
void keep_differences(GitlabFacts& base, GitlabFacts& head);

// Checks of this side only that jobs of both sides wait for: with them goes, or comes, what stops
// the pipeline. (A gate that goes is told by those who waited for it.)
std::set<std::string> awaited_checks(const GitlabFacts& facts, const GitlabFacts& other);

// The waits as guards of the jobs.
void add_waits(GitlabFacts& facts);

}  // namespace foureyes::gitlab_ci
