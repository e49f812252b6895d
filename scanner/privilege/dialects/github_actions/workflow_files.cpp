#include "privilege/dialects/github_actions/workflow_files.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/dialects/github_actions/expressions.h"
#include "privilege/dialects/github_actions/job_reader.h"

namespace foureyes::github_actions {
namespace {

void add_unreadable(const LoadedFile& file, ActionsFacts& out) {
  Grant grant;
  grant.kind = "unreadable";
  grant.subject = Pattern::literal(file.path);
  grant.subject_words = file.path;
  grant.action_words = "grant anything: it cannot be read as a workflow";
  grant.brief_words = "unreadable";
  grant.unknown = file.unknown;
  grant.source = {file.path, "", 1};
  out.facts.grants.push_back(std::move(grant));
  if (file.notice) out.facts.notices.push_back(*file.notice);
}

void add_triggers(const std::string& path, const DocumentNode& workflow, ActionsFacts& out) {
  for (const Trigger& trigger : read_triggers(workflow)) {
    Grant grant;
    grant.kind = "trigger";
    grant.group =
        concat(trigger.starter == Starter::outsiders ? "outsiders" : "insiders", " ", path);
    grant.subject = Pattern::literal(concat("event ", trigger.event));
    grant.action = Pattern::literal("start");
    grant.resource = Pattern::literal(path);
    grant.condition = trigger.condition;
    grant.subject_words = starter_words(trigger.event);
    const std::string filters = filter_words(trigger);
    grant.action_words = concat("start ", path, " by `", trigger.event, "`",
                                filters.empty() ? "" : concat(" (", filters, ")"));
    grant.brief_words = concat(trigger.event, filters.empty() ? "" : concat(" (", filters, ")"));
    grant.source = {path, concat("on.", trigger.event), trigger.line};
    out.facts.grants.push_back(std::move(grant));
  }
}

// What a trigger's record binds: all jobs of the workflow.
void add_workflow_code(const std::string& path, ActionsFacts& out) {
  BoundCode all;
  const std::string prefix = concat(path, "#");
  for (auto job = out.facts.code.lower_bound(prefix);
       job != out.facts.code.end() && job->first.starts_with(prefix); ++job) {
    const BoundCode& code = job->second;
    all.digests.insert(all.digests.end(), code.digests.begin(), code.digests.end());
    all.paths.insert(all.paths.end(), code.paths.begin(), code.paths.end());
    all.uncovered.insert(all.uncovered.end(), code.uncovered.begin(), code.uncovered.end());
  }
  out.facts.code[path] = std::move(all);
}

WorkflowInfo info_of(const DocumentNode& workflow) {
  WorkflowInfo info;
  info.digest = normal_digest(workflow);
  info.name = workflow.find_string("name").value_or("");
  for (const auto& [name, job] : workflow.find("jobs")->members) info.jobs.insert(name.text);
  return info;
}

// The local workflows that a workflow calls.
std::set<std::string> calls_of(const DocumentNode& workflow) {
  std::set<std::string> out;
  for (const auto& [name, job] : workflow.find("jobs")->members)
    if (const auto uses = job.find_string("uses"); uses && uses->starts_with("./"))
      out.insert(uses->substr(2));
  return out;
}

}  // namespace

ActionsFacts read_workflows(const TreeView& tree, const std::set<std::string>& paths,
                            const PrivilegeOptions& options) {
  ActionsFacts out;
  Library library(tree, options);
  std::set<std::string> called;
  for (const std::string& path : paths)
    if (const LoadedFile* file = library.workflow(path); file && file->root)
      called.merge(calls_of(*file->root));
  for (const std::string& path : paths) {
    const LoadedFile* file = library.workflow(path);
    if (!file) continue;
    out.facts.files.push_back(path);
    if (!file->root) {
      add_unreadable(*file, out);
      continue;
    }
    out.workflows[path] = info_of(*file->root);
    const auto triggers = read_triggers(*file->root);
    const bool only_called = triggers.size() == 1 && has_event(triggers, "workflow_call");
    if (only_called && called.contains(path)) continue;  // read with each of its callers
    Token fallback;
    if (only_called) fallback.kind = Token::Kind::caller;
    add_triggers(path, *file->root, out);
    read_workflow_jobs(library, path, *file->root, fallback, out);
    add_workflow_code(path, out);
  }
  return out;
}

std::set<std::string> workflows_of(const TreeView& tree) {
  const auto& entries = tree.entries();
  auto entry =
      std::lower_bound(entries.begin(), entries.end(), std::string_view(".github/workflows/"),
                       [](const TreeEntry& e, std::string_view prefix) { return e.path < prefix; });
  std::set<std::string> out;
  for (; entry != entries.end() && entry->path.starts_with(".github/workflows/"); ++entry)
    if (is_workflow_path(entry->path)) out.insert(entry->path);
  return out;
}

}  // namespace foureyes::github_actions
