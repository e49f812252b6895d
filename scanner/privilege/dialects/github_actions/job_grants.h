// What the keys of a job itself grant or guard: if, environment, runs-on, container, services, and
// the secrets that any of its values read.
#pragma once

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

struct GuardPlace {
  const Scope& scope;
  std::string group;  // keeps guards of several places apart: "if", "steps.publish.if"
  std::string words;  // " of step `publish`"
};

void add_guards(JobSite& site, const DocumentNode& condition, const GuardPlace& place);
void add_environment(JobSite& site);
void add_runner(JobSite& site);
void add_containers(JobSite& site);
void add_secrets(JobSite& site, const DocumentNode& node, const std::string& route);

// Whether any value below the node reads a secret.
bool reads_secrets(const DocumentNode& node);

}  // namespace foureyes::github_actions
