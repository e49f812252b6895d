// Jobs that may ask the platform for a signed statement of who they are, and what it says of them.
// Source: GitHub Docs, "OpenID Connect reference", subject claims.
#pragma once

#include <string>
#include <vector>

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::federation {

struct OidcJob {
  std::string key;  // ".github/workflows/release.yml#deploy"
  std::string words;
  // What may follow "repo:OWNER/NAME:" in the subject, as globs: "environment:prod",
  // "ref:refs/heads/main", "pull_request". Which repository it is no file says.
  std::vector<std::string> claims;
  GrantSource source;
};

// Sorted by key.
std::vector<OidcJob> oidc_jobs(const github_actions::ActionsFacts& facts);

}  // namespace foureyes::federation
