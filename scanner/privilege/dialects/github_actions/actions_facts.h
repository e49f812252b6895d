// The facts of one side's workflows, with what pairing needs: identities, and which jobs hold
// nothing worth guarding.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/document.h"
#include "privilege/dialect.h"
#include "privilege/dialects/github_actions/job_subject.h"
#include "privilege/dialects/github_actions/library.h"
#include "privilege/dialects/github_actions/scope.h"
#include "privilege/dialects/github_actions/triggers.h"

namespace foureyes::github_actions {

struct JobInfo {
  std::string workflow;  // path of the workflow that is started
  std::string digest;    // of the definition, without the job's name
  bool inert = false;    // reads at most; no secret, no identity, a hosted runner
  bool checks_out = false;
  std::set<std::string> sources;  // "owner/repository" of its delegates
  std::set<std::string> guarded;  // places of steps whose condition would guard something
};

struct WorkflowInfo {
  std::string digest;
  std::string name;
  std::set<std::string> jobs;
};

struct ActionsFacts {
  DialectFacts facts;
  std::map<std::string, JobInfo> jobs;            // by subject key
  std::map<std::string, WorkflowInfo> workflows;  // by path
  std::size_t called_steps = 0;                   // of local actions and workflows, for the limit
  std::size_t waits = 0;                          // of jobs for others, for the limit
  std::set<const DocumentNode*> past_waits;       // workflows with jobs past it
};

// A job while it is read. The references outlive it.
struct JobSite {
  Library& library;
  const DocumentNode& workflow;
  const DocumentNode& job;
  const std::vector<Trigger>& triggers;  // of the workflow that is started
  JobSubject subject;
  Scope scope;
  ActionsFacts& out;
  JobInfo info = {};
  BoundCode code = {};

  void add(Grant grant) { out.facts.grants.push_back(std::move(grant)); }
};

// A step of a job, or of a local action that the job uses.
struct StepSite {
  JobSite& job;
  const DocumentNode& step;
  std::string route;      // "steps[2]"
  std::string directory;  // of the local action that the step is written in; "" in a workflow
  std::vector<std::string> via;
  Scope scope;
  std::size_t depth = 0;

  Grant grant(std::string_view kind, std::string_view member, std::uint32_t line = 0) const;
  const DocumentNode* with(std::string_view input) const;
};

}  // namespace foureyes::github_actions
