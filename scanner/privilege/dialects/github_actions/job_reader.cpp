#include "privilege/dialects/github_actions/job_reader.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/github_actions/delegates.h"
#include "privilege/dialects/github_actions/job_grants.h"
#include "privilege/dialects/github_actions/logins.h"
#include "privilege/dialects/github_actions/needs.h"
#include "privilege/dialects/github_actions/step_reader.h"

namespace foureyes::github_actions {
namespace {

std::string job_digest(const DocumentNode& workflow, const DocumentNode& job) {
  Sha256Builder digest;
  digest.add(normal_digest(job));
  for (std::string_view key : {"env", "defaults"}) {
    const DocumentNode* node = workflow.find(key);
    digest.add(node ? normal_digest(*node) : "");
  }
  return digest.finish().hex();
}

// A job's key, or that of a job that it calls.
bool belongs_to(const std::string& name, const std::string& key) {
  return name.starts_with(key) && (name.size() == key.size() || name[key.size()] == '/');
}

bool has_power(const ActionsFacts& out, const std::string& key, std::size_t first) {
  static const std::set<std::string_view> kHarmless = {"token-scope", "delegate", "delegate-code",
                                                       "guard", "persisted-token"};
  for (std::size_t i = first; i < out.facts.grants.size(); ++i) {
    const Grant& grant = out.facts.grants[i];
    if (grant.kind == "trigger" || kHarmless.contains(grant.kind)) continue;
    if (belongs_to(words_for(grant.subject), key) || belongs_to(words_for(grant.resource), key))
      return true;
  }
  return false;
}

bool calls_readable_workflow(Library& library, const DocumentNode& job, std::size_t depth) {
  const auto uses = job.find_string("uses");
  if (!uses || !is_local(*uses) || depth >= library.options().limits.call_depth) return false;
  const LoadedFile* file = library.workflow(local_path(*uses));
  return file && file->root;
}

class JobReader {
 public:
  JobReader(Library& library, const DocumentNode& workflow, const std::vector<Trigger>& triggers,
            ActionsFacts& out)
      : library_(library), workflow_(workflow), triggers_(triggers), out_(out) {}

  // Returns the code that the job runs, for its callers to bind too.
  BoundCode read(const DocumentNode& job, JobSubject subject, const Caller& caller,
                 std::size_t depth);

 private:
  void read_call(JobSite& site, const Token& token, std::size_t depth);
  void read_called(JobSite& site, const LoadedFile& file, const Caller& caller, std::size_t depth);

  Library& library_;
  const DocumentNode& workflow_;
  const std::vector<Trigger>& triggers_;
  ActionsFacts& out_;
};

BoundCode JobReader::read(const DocumentNode& job, JobSubject subject, const Caller& caller,
                          std::size_t depth) {
  const std::size_t first = out_.facts.grants.size();
  JobSite site{library_, workflow_, job, triggers_, subject, Scope(workflow_, job), out_};
  if (caller.scope) {
    const DocumentNode* on = workflow_.find("on");
    const DocumentNode* call = on ? on->find("workflow_call") : nullptr;
    site.scope.set_inputs(caller.with, *caller.scope, call ? call->find("inputs") : nullptr);
  }
  Token token = effective_token(workflow_, job, caller.scope ? Token{} : caller.token);
  if (caller.scope) token = lowered(caller.token, token);
  site.info.workflow = subject.key.substr(0, subject.key.find('#'));
  site.info.digest = job_digest(workflow_, job);
  site.code.digests.emplace_back(concat("job ", subject.path, "#", subject.job), site.info.digest);
  site.code.digests.insert(site.code.digests.end(), caller.digests.begin(), caller.digests.end());
  // A job that calls a local workflow holds its token only through the jobs called.
  if (!calls_readable_workflow(library_, job, depth))
    add_token_grants(subject, token, library_.options().default_token, out_.facts.grants);
  if (const DocumentNode* condition = job.find("if"))
    add_guards(site, *condition, {site.scope, "if", ""});
  add_needs(site);
  add_environment(site);
  add_runner(site);
  add_containers(site);
  if (!caller.scope || caller.inherits_secrets) {
    add_secrets(site, job, "");
    if (const DocumentNode* env = workflow_.find("env")) add_secrets(site, *env, "env");
  }
  add_acting_tokens(site, workflow_.find("env"), "workflow");
  add_acting_tokens(site, job.find("env"), "job");
  if (const DocumentNode* steps = job.find("steps"); steps && steps->is_sequence()) {
    if (depth > 0) out_.called_steps += steps->items.size();
    StepSite inside{site, job, "", "", subject.via, site.scope, 0};
    read_steps(site, *steps, inside);
  }
  read_call(site, token, depth);
  site.info.inert = only_reads(token) && !has_power(out_, subject.key, first);
  out_.jobs[subject.key] = site.info;
  out_.facts.code[subject.key] = site.code;
  return site.code;
}

void JobReader::read_call(JobSite& site, const Token& token, std::size_t depth) {
  const auto uses = site.job.find_string("uses");
  if (!uses) return;
  const GrantPlace place = {"uses", site.job.line};
  const DocumentNode* secrets = site.job.find("secrets");
  const bool inherits = secrets && secrets->is_scalar() && secrets->text == "inherit";
  if (inherits) {
    Grant grant = job_grant(site.subject, "secret", {"secrets", secrets->line});
    grant.action = Pattern::literal("read");
    grant.action_words = concat("pass every secret on to ", *uses);
    grant.brief_words = "every secret";
    site.add(std::move(grant));
  }
  if (!is_local(*uses)) return add_delegate(site, delegate_of(*uses), place, {});
  const LoadedFile* file = library_.workflow(local_path(*uses));
  if (!file)
    return add_unresolved(site, *uses, place, {UnknownReason::include, "no such workflow", ""});
  if (depth >= library_.options().limits.call_depth || past_the_limit(out_))
    return add_unresolved(site, *uses, place,
                          {UnknownReason::limit, "calls are too many or too deep", ""});
  if (!file->root) return add_unresolved(site, *uses, place, *file->unknown);
  read_called(site, *file, {token, &site.scope, site.job.find("with"), inherits, site.code.digests},
              depth);
}

void JobReader::read_called(JobSite& site, const LoadedFile& file, const Caller& caller,
                            std::size_t depth) {
  JobReader reader(library_, *file.root, triggers_, out_);
  for (const auto& [name, job] : file.root->find("jobs")->members) {
    JobSubject called;
    called.key = concat(site.subject.key, "/", name.text);
    called.words =
        concat("job `", name.text, "` of ", file.path, ", called by ", site.subject.words, ",");
    called.path = file.path;
    called.job = name.text;
    called.via = site.subject.via;
    called.via.push_back(file.path);
    const BoundCode code = reader.read(job, std::move(called), caller, depth + 1);
    site.code.digests.insert(site.code.digests.end(), code.digests.begin(), code.digests.end());
    site.code.paths.insert(site.code.paths.end(), code.paths.begin(), code.paths.end());
    site.code.uncovered.insert(site.code.uncovered.end(), code.uncovered.begin(),
                               code.uncovered.end());
  }
}

}  // namespace

Grant job_grant(const JobSubject& subject, std::string_view kind, const GrantPlace& place) {
  Grant grant;
  grant.plane = Plane::pipeline;
  grant.kind = kind;
  grant.subject = Pattern::literal(subject.key);
  grant.via = subject.via;
  grant.subject_words = subject.words;
  grant.source = {subject.path, concat("jobs.", subject.job, ".", place.route), place.line};
  return grant;
}

void read_workflow_jobs(Library& library, const std::string& path, const DocumentNode& workflow,
                        const Token& fallback, ActionsFacts& out) {
  const std::vector<Trigger> triggers = read_triggers(workflow);
  JobReader reader(library, workflow, triggers, out);
  for (const auto& [name, job] : workflow.find("jobs")->members) {
    JobSubject subject;
    subject.key = concat(path, "#", name.text);
    subject.words = concat("job `", name.text, "` in ", path);
    subject.path = path;
    subject.job = name.text;
    reader.read(job, std::move(subject), {fallback, nullptr, nullptr, false, {}}, 0);
  }
}

}  // namespace foureyes::github_actions
