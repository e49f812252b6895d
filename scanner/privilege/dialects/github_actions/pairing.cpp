#include "privilege/dialects/github_actions/pairing.h"

#include <algorithm>

#include "base/display_text.h"
#include "base/text.h"
#include "privilege/dialects/github_actions/delegates.h"

namespace foureyes::github_actions {
namespace {

// Old key or path -> new one.
using Renames = std::map<std::string, std::string>;

bool names_or_contains(std::string_view name, std::string_view old_name) {
  if (!name.starts_with(old_name)) return false;
  return name.size() == old_name.size() || name[old_name.size()] == '#' ||
         name[old_name.size()] == '/';
}

void rename_text(std::string& text, const Renames& renames) {
  for (const auto& [from, to] : renames)
    if (names_or_contains(text, from)) {
      text = to + text.substr(from.size());
      return;
    }
}

void rename_pattern(Pattern& pattern, const Renames& renames) {
  if (pattern.kind == PatternKind::literal) rename_text(pattern.values.front(), renames);
}

template <class Value>
void rename_keys(std::map<std::string, Value>& map, const Renames& renames) {
  std::map<std::string, Value> out;
  for (auto& [key, value] : map) {
    std::string renamed = key;
    rename_text(renamed, renames);
    out.emplace(std::move(renamed), std::move(value));
  }
  map = std::move(out);
}

void apply(ActionsFacts& facts, const Renames& renames) {
  if (renames.empty()) return;
  for (Grant& grant : facts.facts.grants) {
    rename_pattern(grant.subject, renames);
    rename_pattern(grant.resource, renames);
    if (grant.kind == "trigger") {
      std::string path = words_for(grant.resource);
      grant.group = concat(grant.group.substr(0, grant.group.find(' ') + 1), path);
    }
  }
  rename_keys(facts.jobs, renames);
  rename_keys(facts.workflows, renames);
}

DeltaRecord moved(std::string_view what, const std::string& from, const std::string& to) {
  DeltaRecord record;
  record.kind = "moved";
  record.subject = plain_text(to);
  record.action = "move";
  record.resource = what;
  record.before = plain_text(from);
  record.after = plain_text(to);
  record.sentence = plain_text(concat(what, " ", from, " is now ", to));
  return record;
}

bool same_file(const WorkflowInfo& a, const WorkflowInfo& b) { return a.digest == b.digest; }
bool same_plan(const WorkflowInfo& a, const WorkflowInfo& b) {
  return !a.name.empty() && a.name == b.name && a.jobs == b.jobs;
}

template <class Same>
void pair_workflows(const ActionsFacts& base, const ActionsFacts& head, const Same& same,
                    Renames& renames, std::set<std::string>& taken) {
  for (const auto& [old_path, old_info] : base.workflows) {
    if (head.workflows.contains(old_path) || renames.contains(old_path)) continue;
    for (const auto& [path, info] : head.workflows) {
      if (base.workflows.contains(path) || taken.contains(path) || !same(old_info, info)) continue;
      renames[old_path] = path;
      taken.insert(path);
      break;
    }
  }
}

Renames workflow_renames(const ActionsFacts& base, const ActionsFacts& head) {
  Renames renames;
  std::set<std::string> taken;
  pair_workflows(base, head, same_file, renames, taken);
  pair_workflows(base, head, same_plan, renames, taken);
  return renames;
}

bool is_called(const std::string& key) { return key.find('/', key.find('#')) != std::string::npos; }

Renames job_renames(const ActionsFacts& base, const ActionsFacts& head) {
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> by_content;
  for (const auto& [key, job] : head.jobs)
    if (!base.jobs.contains(key) && !is_called(key))
      by_content[{job.workflow, job.digest}].push_back(key);
  Renames renames;
  for (const auto& [key, job] : base.jobs) {
    if (head.jobs.contains(key) || is_called(key)) continue;
    const std::string workflow = key.substr(0, key.find('#'));
    const auto found = by_content.find({workflow, job.digest});
    if (found == by_content.end() || found->second.empty()) continue;
    renames[key] = found->second.back();
    found->second.pop_back();
  }
  return renames;
}

const JobInfo* find_job(const ActionsFacts& facts, const Pattern& key) {
  if (key.kind != PatternKind::literal) return nullptr;
  const auto found = facts.jobs.find(key.values.front());
  return found == facts.jobs.end() ? nullptr : &found->second;
}

bool workflow_is_inert(const ActionsFacts& facts, const std::string& path) {
  return std::all_of(facts.jobs.begin(), facts.jobs.end(), [&](const auto& job) {
    return job.second.inert || job.first.substr(0, job.first.find('#')) != path;
  });
}

std::string owner_of(std::string_view source) {
  const std::size_t slash = source.starts_with("docker://") ? source.rfind('/') : source.find('/');
  return std::string(source.substr(0, slash));
}

bool knows_owner(const JobInfo& job, const std::string& owner) {
  return std::any_of(job.sources.begin(), job.sources.end(),
                     [&](const std::string& source) { return owner_of(source) == owner; });
}

bool drop_delegate(const Grant& grant, const ActionsFacts& other) {
  const std::string& source = grant.subject.values.front();
  const JobInfo* job = find_job(other, grant.resource);
  if (job && job->sources.contains(source)) return false;
  const Delegate delegate = delegate_of(source);
  if (delegate.platform) return true;
  const bool fixed = grant.action == Pattern::literal("supply");
  return fixed && job && knows_owner(*job, owner_of(source));
}

struct Sides {
  const ActionsFacts& own;
  const ActionsFacts& other;
};

bool drop(const Grant& grant, const Sides& sides,
          const std::map<std::string, bool>& inert_workflows) {
  if (grant.kind == "trigger") {
    const auto found = inert_workflows.find(words_for(grant.resource));
    return grant.group.starts_with("insiders ") && found != inert_workflows.end() && found->second;
  }
  if (grant.kind == "delegate") return drop_delegate(grant, sides.other);
  const JobInfo* own = find_job(sides.own, grant.subject);
  const JobInfo* other = find_job(sides.other, grant.subject);
  if (grant.effect == Effect::guard)
    return !other || (grant.kind == "guard" && own && own->inert && other->inert);
  if (grant.kind == "persisted-token") return !other || !other->checks_out;
  return false;
}

}  // namespace

std::vector<DeltaRecord> undo_renames(ActionsFacts& base, const ActionsFacts& head) {
  std::vector<DeltaRecord> records;
  const Renames files = workflow_renames(base, head);
  for (const auto& [from, to] : files) records.push_back(moved("workflow", from, to));
  apply(base, files);
  const Renames jobs = job_renames(base, head);
  for (const auto& [from, to] : jobs) records.push_back(moved("job", from, to));
  apply(base, jobs);
  return records;
}

void drop_unpaired(ActionsFacts& base, ActionsFacts& head) {
  std::map<std::string, bool> inert;
  for (const ActionsFacts* facts : {&base, &head})
    for (const auto& [path, info] : facts->workflows)
      inert[path] = workflow_is_inert(base, path) && workflow_is_inert(head, path);
  std::vector<Grant> kept_base, kept_head;
  for (const Grant& grant : base.facts.grants)
    if (!drop(grant, {base, head}, inert)) kept_base.push_back(grant);
  for (const Grant& grant : head.facts.grants)
    if (!drop(grant, {head, base}, inert)) kept_head.push_back(grant);
  base.facts.grants = std::move(kept_base);
  head.facts.grants = std::move(kept_head);
}

}  // namespace foureyes::github_actions
