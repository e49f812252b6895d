// Steps that make a job act as somebody else: cloud logins, App tokens, stored tokens, AI agents.
#pragma once

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

void add_login_grants(const StepSite& site, std::string_view uses);

// `env` that hands gh, git or a tool a token other than the job's own.
void add_acting_tokens(JobSite& job, const DocumentNode* env, const std::string& route);

}  // namespace foureyes::github_actions
