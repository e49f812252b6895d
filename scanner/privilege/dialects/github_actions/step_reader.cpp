#include "privilege/dialects/github_actions/step_reader.h"

#include <algorithm>

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

constexpr std::size_t kMaxCalledSteps = 20000;

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
  if (condition)
    add_guards(site.job, *condition, {site.scope, place, concat(" of step `", identity, "`")});
}

std::string identity_of(const DocumentNode& step) {
  for (std::string_view key : {"id", "name", "uses"})
    if (const auto value = step.find_string(key)) return value->substr(0, value->find('@'));
  return "run";
}

}  // namespace

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

bool past_the_limit(ActionsFacts& out) { return ++out.called_steps > kMaxCalledSteps; }

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

}  // namespace foureyes::github_actions
