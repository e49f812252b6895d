// GitLab CI: .gitlab-ci.yml with what it includes from the repository, and the pipelines that it
// starts there.
#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/bound_code.h"
#include "privilege/dialect.h"
#include "privilege/dialects/gitlab_ci/job_site.h"
#include "privilege/dialects/gitlab_ci/pairing.h"
#include "privilege/dialects/gitlab_ci/waits.h"
#include "privilege/normal_form.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using namespace gitlab_ci;

constexpr std::size_t kMaxPipelines = 200;

bool is_yaml(std::string_view path) { return path.ends_with(".yml") || path.ends_with(".yaml"); }

// Begins a pipeline of its own: of a project in a folder, or for others to include.
bool is_pipeline_file(std::string_view path) {
  const std::string_view name = file_name(path);
  return name.ends_with(".gitlab-ci.yml") || name.ends_with(".gitlab-ci.yaml");
}

// Where pieces of pipelines usually lie.
bool is_pipeline_place(std::string_view path) {
  return is_yaml(path) && (is_inside(path, ".gitlab") || is_inside(path, ".gitlab-ci"));
}

void add_trouble(const Pipeline& pipeline, const Trouble& trouble, GitlabFacts& out) {
  Grant& grant = out.facts.grants.emplace_back();
  const bool missing = trouble.unknown.reason == UnknownReason::include;
  grant.kind = missing ? "unresolved" : "unreadable";
  grant.subject = Pattern::literal(missing ? pipeline.path : trouble.path);
  grant.subject_words = missing ? concat("the pipeline of ", pipeline.path) : trouble.path;
  if (missing) grant.resource = Pattern::literal(trouble.unknown.digest);
  grant.action_words = missing ? concat("do anything: it ", trouble.words)
                               : concat("grant anything: ", trouble.words);
  grant.brief_words = missing ? trouble.words : "unreadable";
  grant.unknown = trouble.unknown;
  grant.source = {trouble.path, "", trouble.line};
}

void add_include_guards(JobSite& site) {
  for (const ConditionalInclude& include : site.pipeline.conditional) {
    Grant& guard = add_grant(site, "guard", {"include.rules", include.line});
    guard.effect = Effect::guard;
    guard.group = concat("include ", include.what);
    guard.action = Pattern::literal("include");
    guard.resource = Pattern::literal(include.digest);
    guard.action_words = concat("the rules under which `", include.what, "` is included");
    guard.brief_words = concat("rules ", include.digest.substr(0, 12));
  }
}

std::map<std::string, std::string> variables_of(const DocumentNode& node) {
  std::map<std::string, std::string> out;
  if (const DocumentNode* variables = node.find("variables"))
    for (const auto& [name, value] : variables->members) {
      const DocumentNode* text = value.is_mapping() ? value.find("value") : &value;
      if (text && text->is_scalar()) out[name.text] = text->text;
    }
  return out;
}

void bind_job(JobSite& site, const TreeView& tree) {
  BoundCode& code = site.out.facts.code[site.key];
  const std::string digest = normal_digest(site.job.node);
  JobInfo& info = site.out.jobs[site.key];
  info.digest = digest;
  info.words = site.words;
  const DocumentNode* needs = site.job.node.find("needs");
  const DocumentNode* order = needs ? needs : site.job.node.find("stage");
  info.source = {site.pipeline.path, concat(site.job.name, needs ? ".needs" : ".stage"),
                 order ? order->line : site.job.node.line};
  code.digests.emplace_back(concat("job ", site.key), digest);
  code.uncovered = site.uncovered;
  std::set<std::string> files;
  for (std::string_view key : {"before_script", "script", "after_script"}) {
    const std::string script = join(strings_of(site.job.node.find(key)), "\n");
    files.merge(called_files(tree, "", script, code.uncovered));
  }
  code.paths.assign(files.begin(), files.end());
}

void read_jobs(Pipeline& pipeline, const TreeView& tree, GitlabFacts& out) {
  const std::vector<Job> jobs = jobs_of(pipeline);
  const std::map<std::string, std::string> shared = variables_of(pipeline.root);
  Job none;
  if (const DocumentNode* variables = pipeline.root.find("variables")) none.node = *variables;
  JobSite whole{pipeline, none, pipeline.path, concat("the pipeline of ", pipeline.path),
                out,      tree, shared};
  add_job_token(whole);
  add_pipeline_starts(whole);
  add_include_guards(whole);
  for (const ForeignInclude& from : pipeline.foreign) add_supplier(whole, from, "include");
  std::vector<JobSite> sites;
  Holds holds;
  for (const Job& job : jobs) {
    sites.push_back({pipeline, job, concat(pipeline.path, "#", job.name),
                     concat("job `", job.name, "` in ", pipeline.path), out, tree, shared});
    sites.back().variables = variables_of(job.node);
    holds[job.name] = hold_of(start_cases(sites.back()));
  }
  JobOrder order(pipeline, jobs);
  for (JobSite& site : sites) {
    add_job_grants(site);
    bind_job(site, tree);
    out.jobs[site.key].waits = waits_of(site, order, holds);
  }
  if (!order.past_the_limit()) return;
  for (const JobSite& site : sites) out.jobs[site.key].waits = {};
  pipeline.troubles.push_back(
      {pipeline.path,
       "its jobs wait for too many others",
       {UnknownReason::limit, "too many jobs to wait for", normal_digest(pipeline.root)},
       1});
}

struct Side {
  GitlabFacts facts;
  std::set<std::string> files;  // that were read, or looked for
};

Side read_side(const TreeView& tree, const std::set<std::string>& starts,
               const PrivilegeOptions& options) {
  Side side;
  std::set<std::string> waiting = starts, done;
  while (!waiting.empty() && done.size() < kMaxPipelines) {
    const std::string path = *waiting.begin();
    waiting.erase(waiting.begin());
    if (path.empty() || !done.insert(path).second) continue;
    side.files.insert(path);
    std::optional<Pipeline> pipeline = read_pipeline(tree, path, options);
    if (!pipeline) continue;
    side.facts.pipelines.insert(path);
    side.files.insert(pipeline->files.begin(), pipeline->files.end());
    side.files.insert(pipeline->missing.begin(), pipeline->missing.end());
    read_jobs(*pipeline, tree, side.facts);
    waiting.merge(std::exchange(side.facts.children, {}));
    side.files.merge(std::exchange(side.facts.absent, {}));
    std::erase_if(waiting, [&](const std::string& next) { return done.contains(next); });
    for (const Trouble& trouble : pipeline->troubles) add_trouble(*pipeline, trouble, side.facts);
    for (const Notice& notice : pipeline->notices) side.facts.facts.notices.push_back(notice);
    for (const std::string& file : pipeline->files) side.facts.facts.files.push_back(file);
  }
  if (!waiting.empty()) {
    const std::string path(kMainFile);
    Pipeline main;
    main.path = path;
    add_trouble(main,
                {path, "too many pipelines", {UnknownReason::limit, "too many pipelines", ""}, 1},
                side.facts);
  }
  return side;
}

Notice unread(const std::string& path) {
  return {NoticeReason::no_dialect, path,
          "This lies where pieces of GitLab CI lie, and no pipeline of the repository includes it; "
          "what it grants is not read.",
          true};
}

// The main pipeline, then those of `others` that it does not bring in anyway.
Side read_all(const TreeView& tree, const std::set<std::string>& others, const Side& main,
              const PrivilegeOptions& options) {
  Side side = read_side(tree, others, options);
  auto& grants = side.facts.facts.grants;
  const DialectFacts& more = main.facts.facts;
  grants.insert(grants.end(), more.grants.begin(), more.grants.end());
  auto& notices = side.facts.facts.notices;
  notices.insert(notices.end(), more.notices.begin(), more.notices.end());
  auto& files = side.facts.facts.files;
  files.insert(files.end(), more.files.begin(), more.files.end());
  side.facts.facts.code.insert(more.code.begin(), more.code.end());
  side.facts.jobs.insert(main.facts.jobs.begin(), main.facts.jobs.end());
  side.facts.pipelines.insert(main.facts.pipelines.begin(), main.facts.pipelines.end());
  side.files.insert(main.files.begin(), main.files.end());
  return side;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  const Side main = read_side(tree, {std::string(kMainFile)}, options);
  std::set<std::string> others;
  for (const TreeEntry& entry : tree.entries())
    if (is_pipeline_file(entry.path) && !main.files.contains(entry.path)) others.insert(entry.path);
  Side side = read_all(tree, others, main, options);
  add_waits(side.facts);
  return std::move(side.facts.facts);
}

bool touched(const ChangeSet& changes, const Side& side) {
  return std::any_of(side.files.begin(), side.files.end(),
                     [&](const std::string& path) { return changes.touches(path); });
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  std::set<std::string> starts;
  bool candidates = false;
  for (const EntryChange& change : changes.entries) {
    const bool link = (change.before && change.before->kind == EntryKind::symlink) ||
                      (change.after && change.after->kind == EntryKind::symlink);
    candidates = candidates || link || is_yaml(change.path());
    if (is_pipeline_file(change.path())) starts.insert(change.path());
  }
  if (!candidates) return out;
  const Side base_main = read_side(changes.base, {std::string(kMainFile)}, options),
             head_main = read_side(changes.head, {std::string(kMainFile)}, options);
  std::erase_if(starts, [&](const std::string& path) {
    return base_main.files.contains(path) || head_main.files.contains(path);
  });
  Side base = read_all(changes.base, starts, base_main, options),
       head = read_all(changes.head, starts, head_main, options);
  for (const EntryChange& change : changes.entries)
    if (is_pipeline_place(change.path()) && !base.files.contains(change.path()) &&
        !head.files.contains(change.path()))
      out.notices.push_back(unread(change.path()));
  if (!touched(changes, base) && !touched(changes, head)) return out;
  out.records = undo_renames(base.facts, head.facts);
  compare_guards(base.facts, head.facts);
  for (DeltaRecord& record :
       records_between(base.facts.facts, head.facts.facts, changes.head, options.limits))
    out.records.push_back(std::move(record));
  for (const Notice& notice : head.facts.facts.notices) {
    out.notices.push_back(notice);
    out.notices.back().touches_change = changes.touches(notice.path);
  }
  return out;
}

bool reads(std::string_view path) { return is_pipeline_file(path) || is_pipeline_place(path); }

}  // namespace

const Dialect& gitlab_ci_dialect() {
  static const Dialect dialect = {"gitlab_ci", "3", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
