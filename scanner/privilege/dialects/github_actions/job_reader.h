// Reads one job, the local actions and the local workflows that it calls.
#pragma once

#include "privilege/dialects/github_actions/actions_facts.h"
#include "privilege/dialects/github_actions/permissions.h"

namespace foureyes::github_actions {

// What a caller hands to a job of a called workflow.
struct Caller {
  Token token;
  const Scope* scope = nullptr;
  const DocumentNode* with = nullptr;
  bool inherits_secrets = false;
  std::vector<std::pair<std::string, std::string>> digests = {};  // of the calling jobs
};

// All jobs of a workflow that events start. `fallback` is what a job without permissions holds.
void read_workflow_jobs(Library& library, const std::string& path, const DocumentNode& workflow,
                        const Token& fallback, ActionsFacts& out);

}  // namespace foureyes::github_actions
