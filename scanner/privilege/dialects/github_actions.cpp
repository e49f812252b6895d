// GitHub Actions workflows and the local actions and workflows that they call.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/github_actions/actions_facts.h"
#include "privilege/dialects/github_actions/expressions.h"
#include "privilege/dialects/github_actions/job_reader.h"
#include "privilege/dialects/github_actions/pairing.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using namespace github_actions;

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

bool calls_local_code(const TreeView& tree, const std::string& path,
                      const PrivilegeOptions& options) {
  const auto file = read_privilege_file(tree, path, options.limits);
  return file && (!file->content || contains(*file->content, "./"));
}

// The workflows of one side whose grants the change can touch.
std::set<std::string> affected(const TreeView& tree, const ChangeSet& changes,
                               const PrivilegeOptions& options) {
  const bool called_code_changed =
      std::any_of(changes.entries.begin(), changes.entries.end(), [](const EntryChange& change) {
        return is_workflow_path(change.path()) || is_action_path(change.path());
      });
  std::set<std::string> out;
  for (const std::string& path : workflows_of(tree)) {
    const bool link = tree.find(path)->kind == EntryKind::symlink;
    if (changes.touches(path) || link ||
        (called_code_changed && calls_local_code(tree, path, options)))
      out.insert(path);
  }
  return out;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  return read_workflows(tree, workflows_of(tree), options).facts;
}

// Places from which a host may read workflows, and from which no dialect does: behind a linked
// directory, and under another case of the name (threats P1-3).
void add_unread_places(const ChangeSet& changes, std::vector<Notice>& out) {
  for (std::string_view path : {".github", ".github/workflows"}) {
    const TreeEntry* entry = changes.head.find(path);
    if (!entry || entry->kind != EntryKind::symlink || changes.entries.empty()) continue;
    out.push_back({NoticeReason::unresolved, std::string(path),
                   "The directory of workflows is a link; what is behind it was not read.", true});
  }
  for (const EntryChange& change : changes.entries) {
    if (!change.after || is_workflow_path(change.path())) continue;
    if (!is_workflow_path(to_lower(change.path()))) continue;
    out.push_back({NoticeReason::no_dialect, change.path(),
                   "Where case does not count this is a workflow; it was not read.", true});
  }
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  ActionsFacts base =
      read_workflows(changes.base, affected(changes.base, changes, options), options);
  ActionsFacts head =
      read_workflows(changes.head, affected(changes.head, changes, options), options);
  out.records = undo_renames(base, head);
  drop_unpaired(base, head);
  for (DeltaRecord& record : records_between(base.facts, head.facts, changes.head, options.limits))
    out.records.push_back(std::move(record));
  for (const Notice& notice : head.facts.notices) {
    out.notices.push_back(notice);
    out.notices.back().touches_change = changes.touches(notice.path);
  }
  add_unread_places(changes, out.notices);
  return out;
}

bool reads(std::string_view path) { return is_workflow_path(path) || is_action_path(path); }

}  // namespace

const Dialect& github_actions_dialect() {
  static const Dialect dialect = {"github_actions", "2", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
