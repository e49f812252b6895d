// `uses:` and container images: whose code runs in a job, and whether they can change it.
#pragma once

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

struct Delegate {
  std::string owner;      // "tj-actions", "docker.io/library"
  std::string source;     // "tj-actions/changed-files", "docker://alpine"
  std::string ref;        // "v4", a commit, an image tag or digest
  bool fixed = false;     // a commit or digest
  bool platform = false;  // the platform's own: it runs the job anyway
};

bool is_local(std::string_view uses);
Delegate delegate_of(std::string_view uses);
Delegate delegate_of_image(std::string_view image);

// Adds the grants and what the job's record says about uncovered code.
void add_delegate(JobSite& job, const Delegate& delegate, const GrantPlace& place,
                  const std::vector<std::string>& via);

}  // namespace foureyes::github_actions
