// Pipelines that a job starts: files of the repository, those of other projects, generated ones.
#include "base/digest.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "base/text.h"
#include "privilege/dialects/gitlab_ci/job_site.h"
#include "privilege/normal_form.h"

namespace foureyes::gitlab_ci {
namespace {

void add_project(JobSite& site, const DocumentNode& trigger) {
  const JobPlace place{"trigger", trigger.line};
  const auto project =
      trigger.is_scalar() ? std::optional(trigger.text) : trigger.find_string("project");
  if (project && !project->empty()) {
    const std::string branch = trigger.find_string("branch").value_or("");
    Grant& grant =
        add_named(site, "downstream", place, "start",
                  pattern_for(site, concat(*project, branch.empty() ? "" : "@", branch)));
    grant.action_words = concat("start the pipeline of `", *project, "`",
                                branch.empty() ? "" : concat(" on `", branch, "`"));
    grant.brief_words = concat("`", *project, "`");
  }
}

// Without a strategy the job passes as soon as the other pipeline exists.
void add_strategy(JobSite& site, const DocumentNode& trigger) {
  const auto strategy = trigger.find_string("strategy");
  if (strategy != "depend" && strategy != "mirror") return;
  Grant& guard = add_grant(site, "guard", {"trigger.strategy", trigger.line});
  guard.effect = Effect::guard;
  guard.group = "strategy";
  guard.action = Pattern::literal("wait for the pipeline that it starts");
  guard.resource = Pattern::literal(site.key);
  guard.action_words = "that the pipeline it starts must pass";
  guard.brief_words = *strategy;
}

void add_forward(JobSite& site, const DocumentNode& trigger) {
  if (const DocumentNode* forward = trigger.find("forward"))
    for (const auto& [key, value] : forward->members) {
      if (value.text != "true" || key.text == "yaml_variables") continue;
      Grant& grant = add_named(site, "downstream", {"trigger.forward", value.line}, "hand on",
                               Pattern::literal(key.text));
      grant.action_words =
          concat("hand the ", replace_all(key.text, "_", " "), " to the pipeline that it starts");
      grant.brief_words = key.text;
    }
}

void add_unknown_child(JobSite& site, std::uint32_t line, const std::string& name,
                       const std::string& words) {
  Grant& grant = add_grant(site, "unresolved", {"trigger.include", line});
  grant.action = Pattern::literal("start a pipeline");
  grant.resource = Pattern::literal(sha256(name).hex());
  grant.action_words = concat("start the pipeline `", name, "`, ", words);
  grant.brief_words = concat("`", name, "`");
  grant.unknown = Unknown{UnknownReason::include, words, sha256(name).hex()};
}

bool is_yaml(std::string_view path) {
  return extension(path) == "yml" || extension(path) == "yaml";
}

void add_local(JobSite& site, std::uint32_t line, std::string name) {
  while (name.starts_with('/')) name.erase(0, 1);
  if (name.empty()) return;
  if (contains(name, "$"))
    return add_unknown_child(site, line, name, "whose name only the platform knows");
  bool found = false;
  if (contains(name, "*")) {
    for (const TreeEntry& entry : site.tree.entries())
      if (is_yaml(entry.path) && path_matches(concat("/", name), entry.path)) {
        site.out.children.insert(entry.path);
        found = true;
      }
  } else {
    const std::string path = normalise(name);
    std::set<std::string> links;
    found = entry_behind_links(site.tree, path, links) != nullptr;
    (found ? site.out.children : site.out.absent).insert(path);
  }
  if (!found) add_unknown_child(site, line, name, "which is not there");
}

void add_child(JobSite& site, const DocumentNode& item) {
  if (item.is_scalar()) return add_local(site, item.line, item.text);
  if (const auto local = item.find_string("local")) return add_local(site, item.line, *local);
  if (const auto foreign = foreign_include(item, site.pipeline.path))
    return add_supplier(site, *foreign, "trigger.include");
  if (!item.find("artifact")) return;
  Grant& grant = add_named(site, "downstream", {"trigger.include", item.line}, "start",
                           Pattern::literal("a pipeline that another job writes"));
  grant.action_words = "start a pipeline that another job writes";
  grant.unknown = Unknown{UnknownReason::dynamic, "a generated pipeline", normal_digest(item)};
}

}  // namespace

void add_downstream(JobSite& site) {
  const DocumentNode* trigger = site.job.node.find("trigger");
  if (!trigger) return;
  add_project(site, *trigger);
  add_strategy(site, *trigger);
  add_forward(site, *trigger);
  const DocumentNode* include = trigger->find("include");
  if (!include) return;
  if (!include->is_sequence()) return add_child(site, *include);
  for (const DocumentNode& item : include->items) add_child(site, item);
}

}  // namespace foureyes::gitlab_ci
