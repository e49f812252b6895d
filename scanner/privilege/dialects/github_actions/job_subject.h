// Whom a job's grants belong to, and the start of each grant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "model/grant.h"
#include "privilege/dialect.h"

namespace foureyes::github_actions {

struct JobSubject {
  std::string key;               // ".github/workflows/release.yml#deploy"
  std::string words;             // "job `deploy` in .github/workflows/release.yml"
  std::string path;              // of the file that the job is written in
  std::string job;               // its name there
  std::vector<std::string> via;  // the files between the caller and this one
};

struct GrantPlace {
  std::string route;  // below the job: "permissions.contents"
  std::uint32_t line = 0;
};

Grant job_grant(const JobSubject& subject, std::string_view kind, const GrantPlace& place);

}  // namespace foureyes::github_actions
