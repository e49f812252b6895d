#include "privilege/dialects/github_actions/job_reader.h"

#include <algorithm>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/bound_code.h"
#include "privilege/dialects/github_actions/delegates.h"
#include "privilege/dialects/github_actions/expressions.h"
#include "privilege/dialects/github_actions/job_grants.h"
#include "privilege/dialects/github_actions/logins.h"
#include "privilege/dialects/github_actions/untrusted.h"

namespace foureyes::github_actions {
namespace {

// "./.github/actions/x" -> ".github/actions/x"
std::string local_path(std::string_view uses) { return normalise(uses.substr(0, uses.find('@'))); }

void add_unresolved(JobSite& job, std::string_view uses, const GrantPlace& place,
                    const Unknown& unknown) {
  Grant grant = job_grant(job.subject, "unresolved", place);
  grant.action = Pattern::literal("run");
  grant.resource = Pattern::literal(std::string(uses));
  grant.unknown = unknown;
  grant.action_words = concat("run `", uses, "`, which the repository does not hold readably");
  grant.brief_words = uses;
  job.add(std::move(grant));
  job.code.uncovered.push_back(concat("`", uses, "`, which cannot be read"));
}

void read_steps(JobSite& job, const DocumentNode& steps, const StepSite& inside);

// Calls multiply: a few files that call each other often could stand for any number of steps.
constexpr std::size_t kMaxCalledSteps = 20000;
bool past_the_limit(ActionsFacts& out) { return ++out.called_steps > kMaxCalledSteps; }

// Every file of a local action is code of the job.
void bind_action_files(JobSite& job, const std::string& directory) {
  const auto& entries = job.library.tree().entries();
  const std::string prefix = concat(directory, "/");
  auto entry =
      std::lower_bound(entries.begin(), entries.end(), prefix,
                       [](const TreeEntry& e, const std::string& p) { return e.path < p; });
  for (std::size_t count = 0; entry != entries.end() && entry->path.starts_with(prefix) &&
                              count < job.library.options().limits.called_code;
       ++entry, ++count)
    job.code.paths.push_back(entry->path);
}

void read_local_action(const StepSite& site, const std::string& uses) {
  JobSite& job = site.job;
  const std::string directory = local_path(uses);
  const GrantPlace place = {concat(site.route, ".uses"), site.step.line};
  const LoadedFile* file = job.library.action(directory);
  if (!file || site.depth >= job.library.options().limits.call_depth || past_the_limit(job.out)) {
    const bool missing = !file;
    return add_unresolved(
        job, uses, place,
        {missing ? UnknownReason::include : UnknownReason::limit,
         missing ? "no action file there" : "calls are too many or too deep", ""});
  }
  job.out.facts.files.push_back(file->path);
  job.code.paths.push_back(file->path);
  if (!directory.empty()) bind_action_files(job, directory);
  if (!file->root) return add_unresolved(job, uses, place, *file->unknown);
  const DocumentNode& runs = *file->root->find("runs");
  if (const auto image = runs.find_string("image"); image && image->starts_with("docker://"))
    add_delegate(job, delegate_of(*image), place, {file->path});
  for (std::string_view key : {"main", "pre", "post", "image"})
    if (const auto main = runs.find_string(key))
      job.code.paths.push_back(normalise(join_path(directory, *main)));
  const DocumentNode* steps = runs.find("steps");
  if (!steps) return;
  StepSite inside{job,        site.step,     concat(site.route, " > "), directory, site.via,
                  site.scope, site.depth + 1};
  inside.via.push_back(file->path);
  inside.scope.set_inputs(site.step.find("with"), site.scope, file->root->find("inputs"));
  read_steps(job, *steps, inside);
}

// Of the step, else of the job's or the workflow's defaults; "" where an expression computes it.
std::string working_directory(const StepSite& site) {
  const DocumentNode* found = site.step.find("working-directory");
  for (const DocumentNode* level : {&site.job.job, &site.job.workflow}) {
    const DocumentNode* defaults = found ? nullptr : level->find("defaults");
    const DocumentNode* run = defaults ? defaults->find("run") : nullptr;
    if (run) found = run->find("working-directory");
  }
  const std::string directory = found ? site.scope.resolved(found->text) : "";
  return has_expression(directory) ? "" : normalise(directory);
}

void bind_run(const StepSite& site) {
  const auto run = site.step.find_string("run");
  if (!run) return;
  JobSite& job = site.job;
  const std::string directory = working_directory(site);
  // github.action_path is the action's own directory.
  const std::string script = replace_all(replace_all(*run, "${{ github.action_path }}/", ""),
                                         "${{ github.workspace }}/", "");
  if (has_expression(script)) job.code.uncovered.push_back("what expressions put into its scripts");
  for (const std::string& from : {directory, site.directory})
    for (const std::string& path :
         called_files(job.library.tree(), from, script, job.code.uncovered))
      job.code.paths.push_back(path);
}

void read_step(const StepSite& site) {
  JobSite& job = site.job;
  const std::string uses = site.step.find_string("uses").value_or("");
  bind_run(site);
  add_injections(site);
  add_untrusted_checkout(site, uses);
  add_acting_tokens(job, site.step.find("env"), site.route);
  if (uses.empty()) return;
  add_login_grants(site, uses);
  add_persisted_token(site, uses);
  if (is_local(uses))
    read_local_action(site, uses);
  else
    add_delegate(job, delegate_of(uses), {concat(site.route, ".uses"), site.step.line}, site.via);
}

// A step's condition guards something when the step reads secrets or acts as somebody.
void add_step_guard(const StepSite& site, const std::string& identity) {
  const DocumentNode* condition = site.step.find("if");
  if (!reads_secrets(site.step)) return;
  const std::string place = concat("steps.", identity, ".if");
  site.job.info.guarded.insert(place);
  if (condition) add_guards(site.job, *condition, place, concat(" of step `", identity, "`"));
}

std::string identity_of(const DocumentNode& step) {
  for (std::string_view key : {"id", "name", "uses"})
    if (const auto value = step.find_string(key)) return value->substr(0, value->find('@'));
  return "run";
}

void read_steps(JobSite& job, const DocumentNode& steps, const StepSite& inside) {
  if (inside.depth > 0) job.out.called_steps += steps.items.size();
  for (std::size_t i = 0; i < steps.items.size(); ++i) {
    const DocumentNode& step = steps.items[i];
    if (!step.is_mapping()) continue;
    StepSite site{job,
                  step,
                  concat(inside.route, "steps[", i, "]"),
                  inside.directory,
                  inside.via,
                  inside.scope,
                  inside.depth};
    site.scope.enter_env(step.find("env"));
    if (inside.depth == 0) add_step_guard(site, identity_of(step));
    read_step(site);
  }
}

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
  if (const DocumentNode* condition = job.find("if")) add_guards(site, *condition, "if", "");
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

Grant StepSite::grant(std::string_view kind, std::string_view member, std::uint32_t line) const {
  Grant grant = job_grant(job.subject, kind, {concat(route, ".", member), line ? line : step.line});
  grant.via = via;
  return grant;
}

const DocumentNode* StepSite::with(std::string_view input) const {
  const DocumentNode* inputs = step.find("with");
  if (!inputs || !inputs->is_mapping()) return nullptr;
  for (const auto& [name, value] : inputs->members)
    if (equals_ignoring_case(name.text, input)) return &value;
  return nullptr;
}

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
