#include "privilege/dialects/github_actions/needs.h"

#include "base/text.h"
#include "privilege/normal_form.h"

namespace foureyes::github_actions {
namespace {

constexpr std::size_t kMaxWaits = 20'000;  // of all jobs together

// Names of functions and contexts mean the same in any case.
std::string condition_of(const DocumentNode& job) {
  const DocumentNode* condition = job.find("if");
  return condition ? to_lower(replace_all(condition->text, " ", "")) : "";
}

// A condition with one of these takes the place of "what it needs has passed".
bool asks_itself(const std::string& condition) {
  for (std::string_view function : {"always()", "failure()", "cancelled()"})
    if (contains(condition, function)) return true;
  return false;
}

bool holds_up(const std::string& condition, const std::string& name) {
  if (!asks_itself(condition)) return true;
  return !contains(condition, "||") &&
         contains(condition, concat("needs.", to_lower(name), ".result=='success'"));
}

std::vector<std::string> names_in(const DocumentNode& job) {
  std::vector<std::string> names;
  const DocumentNode* needs = job.find("needs");
  if (needs && needs->is_scalar() && !needs->is_null()) names.push_back(needs->text);
  if (needs)
    for (const DocumentNode& item : needs->items) names.push_back(item.text);
  std::erase_if(names, [condition = condition_of(job)](const std::string& name) {
    return !holds_up(condition, name);
  });
  return names;
}

std::set<std::string> awaited(const JobSite& site, std::size_t limit) {
  const DocumentNode* jobs = site.workflow.find("jobs");
  std::set<std::string> out;
  std::vector<std::string> waiting = names_in(site.job);
  while (!waiting.empty() && out.size() < limit) {
    const std::string name = std::move(waiting.back());
    waiting.pop_back();
    if (name == site.subject.job || !out.insert(name).second) continue;
    if (const DocumentNode* job = jobs ? jobs->find(name) : nullptr)
      for (std::string& next : names_in(*job)) waiting.push_back(std::move(next));
  }
  return out;
}

std::string words_for_wait(const JobSite& site, const std::string& name) {
  const DocumentNode* jobs = site.workflow.find("jobs");
  const DocumentNode* job = jobs ? jobs->find(name) : nullptr;
  const bool guarded = job && job->find("environment");
  return concat("the wait for `", name, "`", guarded ? " and its environment" : " to pass");
}

// Once for a workflow.
void add_limit(JobSite& site, const DocumentNode& needs) {
  if (!site.out.past_waits.insert(&site.workflow).second) return;
  Grant grant = job_grant(site.subject, "unresolved", {"needs", needs.line});
  grant.action = Pattern::literal("start");
  grant.action_words =
      "start, like others beside it, without jobs that it waits for: they are too many";
  grant.brief_words = "too many jobs to wait for";
  grant.unknown = Unknown{UnknownReason::limit, "too many jobs to wait for",
                          normal_digest(*site.workflow.find("jobs"))};
  site.add(std::move(grant));
}

}  // namespace

void add_needs(JobSite& site) {
  const DocumentNode* needs = site.job.find("needs");
  if (!needs) return;
  if (site.out.waits >= kMaxWaits) return add_limit(site, *needs);
  const std::set<std::string> names = awaited(site, kMaxWaits - site.out.waits);
  site.out.waits += names.size();
  const std::string& key = site.subject.key;
  const std::string beside = key.substr(0, key.size() - site.subject.job.size());
  for (const std::string& name : names) {
    Grant guard = job_grant(site.subject, "guard", {"needs", needs->line});
    guard.effect = Effect::guard;
    guard.group = "needs";
    guard.action = Pattern::literal("start");
    guard.resource = Pattern::literal(concat(beside, name));
    guard.action_words = words_for_wait(site, name);
    guard.brief_words = concat("`", name, "`");
    site.add(std::move(guard));
  }
}

}  // namespace foureyes::github_actions
