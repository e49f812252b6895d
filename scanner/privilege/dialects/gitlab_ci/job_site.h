// Where a job's grants go, and the start of each one.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "privilege/dialect.h"
#include "privilege/dialects/gitlab_ci/pipeline.h"

namespace foureyes::gitlab_ci {

// A job that somebody must start before another one goes on.
struct GateWait {
  std::string key;
  Condition condition;
  std::string words;  // of the condition
};

// Jobs that must pass first, in the cases of the condition.
struct CheckWait {
  Condition condition;
  std::set<std::string> keys;
};

struct JobWaits {
  std::vector<GateWait> gates;
  std::vector<CheckWait> checks;
};

struct JobInfo {
  std::string digest;  // of its content without its name, so that a rename is seen
  std::string words;
  GrantSource source;  // of its order
  JobWaits waits;
};

struct GitlabFacts {
  DialectFacts facts;
  std::map<std::string, JobInfo> jobs;  // by key
  std::set<std::string> pipelines;      // keys
  std::set<std::string> children;       // files that jobs start as pipelines
  std::set<std::string> absent;         // ... and that are not there
};

struct JobSite {
  const Pipeline& pipeline;
  const Job& job;
  std::string key;    // ".gitlab-ci.yml#deploy"
  std::string words;  // "job `deploy` in .gitlab-ci.yml"
  GitlabFacts& out;
  const TreeView& tree;
  const std::map<std::string, std::string>& shared;   // variables of the whole pipeline
  std::map<std::string, std::string> variables = {};  // of the job
  std::vector<std::string> uncovered = {};            // code that no digest covers
};

struct JobPlace {
  std::string route;  // below the job
  std::uint32_t line = 0;
};

// The reference holds until the next grant.
Grant& add_grant(JobSite& site, std::string_view kind, const JobPlace& place);

// The same for one thing that an action is done to; unknown when that is a symbol.
Grant& add_named(JobSite& site, std::string_view kind, const JobPlace& place,
                 const std::string& action, Pattern resource);

// What the files define the variable to be; nullptr when they do not.
const std::string* variable(const JobSite& site, const std::string& name);

// A name with the variables that the files define put in; a symbol where one is left, which is the
// same only where the files define the same.
Pattern pattern_for(const JobSite& site, std::string_view text);

// Marks the grant unknown when its resource is a symbol.
void mark_symbol(Grant& grant);

// When the job starts, and whether somebody has to start it (conditions.cpp).
void add_starts(JobSite& site);
// When the pipeline starts at all: `workflow:rules`.
void add_pipeline_starts(JobSite& site);

// Tokens, secrets, environments, runners, images, downstream pipelines (job_grants.cpp).
void add_job_grants(JobSite& site);

// Pipelines that the job starts, of this repository and of others (downstream.cpp).
void add_downstream(JobSite& site);

// Whether the job's text uses CI_JOB_TOKEN.
void add_job_token(JobSite& site);

// `source` supplies code to `key`.
void add_supplier(JobSite& site, const ForeignInclude& from, const std::string& route);

std::vector<std::string> strings_of(const DocumentNode* node);

}  // namespace foureyes::gitlab_ci
