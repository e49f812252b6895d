#include "privilege/dialects/gitlab_ci/pairing.h"

#include "base/display_text.h"
#include "base/text.h"
#include "privilege/dialects/gitlab_ci/waits.h"

namespace foureyes::gitlab_ci {
namespace {

void rename(std::string& text, const std::map<std::string, std::string>& renames) {
  if (const auto found = renames.find(text); found != renames.end()) text = found->second;
}

void rename(JobWaits& waits, const std::map<std::string, std::string>& renames) {
  for (GateWait& gate : waits.gates) rename(gate.key, renames);
  for (CheckWait& wait : waits.checks) {
    std::set<std::string> keys;
    for (std::string check : wait.keys) {
      rename(check, renames);
      keys.insert(std::move(check));
    }
    wait.keys = std::move(keys);
  }
}

// A guard of a job that is not there on the other side guards nothing, unless another job waits for
// it.
void drop_unpaired(GitlabFacts& own, const std::set<std::string>& others,
                   const std::set<std::string>& awaited) {
  std::erase_if(own.facts.grants, [&](const Grant& grant) {
    if (grant.effect != Effect::guard || grant.subject.kind != PatternKind::literal) return false;
    const std::string& key = grant.subject.values.front();
    return !others.contains(key) && !awaited.contains(key);
  });
}

std::set<std::string> subjects_of(const GitlabFacts& facts) {
  std::set<std::string> out = facts.pipelines;
  for (const auto& [key, job] : facts.jobs) out.insert(key);
  return out;
}

}  // namespace

std::vector<DeltaRecord> undo_renames(GitlabFacts& base, const GitlabFacts& head) {
  std::map<std::string, std::vector<std::string>> added;
  for (const auto& [key, job] : head.jobs)
    if (!base.jobs.contains(key)) added[job.digest].push_back(key);
  std::map<std::string, std::string> renames;
  std::vector<DeltaRecord> records;
  for (const auto& [key, job] : base.jobs) {
    const auto found = added.find(job.digest);
    if (head.jobs.contains(key) || found == added.end() || found->second.empty()) continue;
    DeltaRecord record;
    record.kind = "moved";
    record.subject = plain_text(found->second.back());
    record.action = "move";
    record.resource = "job";
    record.before = plain_text(key);
    record.after = record.subject;
    record.sentence = concat("job ", record.before, " is now ", record.subject);
    records.push_back(std::move(record));
    renames[key] = found->second.back();
    found->second.pop_back();
  }
  if (renames.empty()) return records;
  for (Grant& grant : base.facts.grants)
    for (Pattern* pattern : {&grant.subject, &grant.resource})
      if (pattern->kind == PatternKind::literal) rename(pattern->values.front(), renames);
  std::map<std::string, JobInfo> jobs;
  for (auto& [key, job] : base.jobs) {
    std::string name = key;
    rename(name, renames);
    rename(job.waits, renames);
    jobs[name] = std::move(job);
  }
  base.jobs = std::move(jobs);
  return records;
}

void compare_guards(GitlabFacts& base, GitlabFacts& head) {
  const std::set<std::string> lost = awaited_checks(base, head), added = awaited_checks(head, base);
  keep_differences(base, head);
  add_waits(base);
  add_waits(head);
  drop_unpaired(base, subjects_of(head), lost);
  drop_unpaired(head, subjects_of(base), added);
}

}  // namespace foureyes::gitlab_ci
