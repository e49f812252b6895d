#include "privilege/dialects/github_actions/pairing.h"

#include <algorithm>

#include "base/display_text.h"
#include "base/text.h"
#include "privilege/dialects/github_actions/delegates.h"

namespace foureyes::github_actions {
namespace {

// Old key or path -> new one.
using Renames = std::map<std::string, std::string>;

// The renamed part is a path, or a path and a job: "a.yml", "a.yml#deploy" of "a.yml#deploy/run".
void rename_text(std::string& text, const Renames& renames) {
  const std::size_t job = text.find('#');
  const std::size_t called = job == std::string::npos ? job : text.find('/', job);
  for (const std::size_t length : {job, called}) {
    const auto found = renames.find(text.substr(0, length));
    if (found == renames.end()) continue;
    text = found->second + (length == std::string::npos ? "" : text.substr(length));
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

std::string file_key(const WorkflowInfo& info) { return info.digest; }
std::string plan_key(const WorkflowInfo& info) {
  if (info.name.empty()) return "";
  return concat(info.name, "\n", join({info.jobs.begin(), info.jobs.end()}, "\n"));
}

// Pairs what only the base has with what only the head has, by an equal key.
void pair_workflows(const ActionsFacts& base, const ActionsFacts& head,
                    std::string (*key_of)(const WorkflowInfo&), Renames& renames,
                    std::set<std::string>& taken) {
  std::map<std::string, std::vector<std::string>> added;
  for (const auto& [path, info] : head.workflows)
    if (!base.workflows.contains(path) && !taken.contains(path))
      added[key_of(info)].push_back(path);
  for (const auto& [path, info] : base.workflows) {
    if (head.workflows.contains(path) || renames.contains(path)) continue;
    const std::string key = key_of(info);
    const auto found = added.find(key);
    if (key.empty() || found == added.end() || found->second.empty()) continue;
    renames[path] = found->second.back();
    taken.insert(found->second.back());
    found->second.pop_back();
  }
}

Renames workflow_renames(const ActionsFacts& base, const ActionsFacts& head) {
  Renames renames;
  std::set<std::string> taken;
  pair_workflows(base, head, file_key, renames, taken);
  pair_workflows(base, head, plan_key, renames, taken);
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
  const std::string prefix = concat(path, "#");
  for (auto job = facts.jobs.lower_bound(prefix);
       job != facts.jobs.end() && job->first.starts_with(prefix); ++job)
    if (!job->second.inert) return false;
  return true;
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
  if (grant.effect == Effect::guard && grant.group.starts_with("steps."))
    return !other || !other->guarded.contains(grant.group);
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
