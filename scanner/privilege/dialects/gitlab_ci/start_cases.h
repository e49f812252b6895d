// In which cases a job or pipeline starts: `rules` (the first one that matches decides), `only` and
// `except`, `when`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "privilege/dialects/gitlab_ci/job_site.h"

namespace foureyes::gitlab_ci {

enum class Start { never, by_hand, by_itself, after_failure, whatever_failed };

Start start_of(std::string_view when);
// The ways of starting that it includes, sorted; what starts by itself can be started by hand.
std::vector<std::string> ways_of(Start start);
std::string_view words_for(Start start);

// Whether the pipeline goes on when the job fails or, of one that is started by hand, before it.
enum class Failure { stops, is_tolerated };

struct StartCase {
  Start start = Start::by_itself;
  Failure failure = Failure::stops;
  Condition condition;
  std::optional<Unknown> unknown;  // an expression that is not decided
  std::string words;               // " when `$CI_COMMIT_TAG`"
  JobPlace place;
  const DocumentNode* rule = nullptr;  // of `rules`
};

// Those of a job, in the order of its rules; without the ones that keep it from starting.
std::vector<StartCase> start_cases(const JobSite& site);

// Those of `rules`, where `when` is what a rule without one means.
std::vector<StartCase> rule_cases(const JobSite& site, const DocumentNode& rules,
                                  const std::string& route, std::string_view when);

// What the job's `allow_failure` says where no rule says otherwise.
Failure failure_of(const DocumentNode& job);

}  // namespace foureyes::gitlab_ci
