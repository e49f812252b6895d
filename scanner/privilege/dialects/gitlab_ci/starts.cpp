// The grants of a job's starts, and the guards that its failure or its manual start is.
#include "base/text.h"
#include "privilege/dialects/gitlab_ci/start_cases.h"

namespace foureyes::gitlab_ci {
namespace {

void add_start(JobSite& site, const StartCase& start) {
  Grant& grant = add_grant(site, "trigger", start.place);
  grant.group = "start";
  grant.action = Pattern::set(ways_of(start.start));
  grant.resource = Pattern::literal(site.key);
  grant.condition = start.condition;
  grant.unknown = start.unknown;
  grant.brief_words = concat(words_for(start.start), start.words);
  grant.action_words = grant.brief_words;
}

Grant& add_gate(JobSite& site, const std::string& group, std::uint32_t line,
                const std::string& words) {
  Grant& guard = add_grant(site, "guard", {group, line});
  guard.effect = Effect::guard;
  guard.group = group;
  guard.action = Pattern::literal("stop the pipeline");
  guard.resource = Pattern::literal(group);
  guard.action_words = words;
  guard.brief_words = words;
  return guard;
}

// A rule that says otherwise than the job as a whole.
void add_exception(JobSite& site, const StartCase& start, std::uint32_t line) {
  if (start.failure == Failure::stops) {
    const std::string words = concat("that its failure stops the pipeline", start.words);
    add_gate(site, "failure", line, words).condition = start.condition;
    return;
  }
  Grant& grant = add_grant(site, "trigger", {"rules.allow_failure", line});
  grant.group = "failure";
  grant.action = Pattern::literal("let the pipeline pass without it");
  grant.resource = Pattern::literal(site.key);
  grant.condition = start.condition;
  grant.unknown = start.unknown;
  grant.action_words = concat("fail, or not be started, and let the pipeline go on", start.words);
  grant.brief_words = grant.action_words;
}

// A failure of the job, or nobody starting it, stops what comes later.
void add_gates(JobSite& site, const std::vector<StartCase>& cases) {
  const DocumentNode* node = site.job.node.find("allow_failure");
  const std::uint32_t line = node ? node->line : 1;
  const Failure failure = failure_of(site.job.node);
  if (failure == Failure::stops)
    add_gate(site, "failure", line, "that its failure stops the pipeline");
  if (node && node->is_mapping()) {
    Grant& guard = add_gate(site, "failure", line,
                            "that its failure stops the pipeline, but for some exit codes");
    guard.resource = Pattern::complement(strings_of(node->find("exit_codes")));
    guard.brief_words = "stops it but for some exit codes";
  }
  for (const StartCase& start : cases)
    if (start.failure != failure) add_exception(site, start, start.place.line);
  const bool by_hand = start_of(site.job.node.find_string("when").value_or("")) == Start::by_hand;
  if (by_hand && failure == Failure::stops)
    add_gate(site, "when", 1, "that somebody must start it");
}

}  // namespace

void add_starts(JobSite& site) {
  const std::vector<StartCase> cases = start_cases(site);
  for (const StartCase& start : cases) add_start(site, start);
  add_gates(site, cases);
}

void add_pipeline_starts(JobSite& site) {
  const DocumentNode* workflow = site.pipeline.root.find("workflow");
  const DocumentNode* rules = workflow ? workflow->find("rules") : nullptr;
  if (!rules) {
    StartCase start;
    start.place = {"workflow", 1};
    return add_start(site, start);
  }
  for (StartCase& start : rule_cases(site, *rules, "workflow.rules", "always")) {
    start.start = Start::by_itself;  // nothing has run that could have failed
    add_start(site, start);
  }
}

}  // namespace foureyes::gitlab_ci
