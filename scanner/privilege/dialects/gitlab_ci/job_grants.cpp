#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/github_actions/delegates.h"
#include "privilege/dialects/gitlab_ci/job_site.h"
#include "privilege/normal_form.h"

namespace foureyes::gitlab_ci {
namespace {

std::string without_wildcards(std::string_view text) {
  return replace_all(replace_all(text, "*", "\u2217"), "?", "\uff1f");
}

void add_id_tokens(JobSite& site) {
  const DocumentNode* tokens = site.job.node.find("id_tokens");
  if (!tokens) return;
  for (const auto& [name, token] : tokens->members)
    for (const std::string& audience : strings_of(token.find("aud"))) {
      Grant& grant = add_named(site, "id-token", {concat("id_tokens.", name.text), token.line},
                               "identify itself", pattern_for(site, audience));
      grant.group = "aud";
      grant.action_words = concat("identify itself to `", audience, "`");
      grant.brief_words = concat("`", audience, "`");
    }
}

void add_secrets(JobSite& site) {
  const DocumentNode* secrets = site.job.node.find("secrets");
  if (!secrets) return;
  for (const auto& [name, secret] : secrets->members)
    for (const auto& [provider, where] : secret.members) {
      if (provider.text == "file") continue;
      if (provider.text == "token") continue;
      const std::string what =
          concat(provider.text, " ",
                 where.is_scalar() ? where.text : concat("sha256 ", normal_digest(where)));
      const std::string words = concat("the secret `", name.text, "` of ", provider.text,
                                       where.is_scalar() ? concat(" at `", where.text, "`") : "");
      Grant& grant = add_named(site, "secret", {concat("secrets.", name.text), where.line}, "read",
                               pattern_for(site, what));
      grant.action_words = concat("read ", words);
      grant.brief_words = words;
    }
}

bool mentions_job_token(const DocumentNode* node) {
  if (!node) return false;
  if (contains(node->text, "CI_JOB_TOKEN")) return true;
  return std::any_of(node->items.begin(), node->items.end(),
                     [](const DocumentNode& item) { return mentions_job_token(&item); }) ||
         std::any_of(node->members.begin(), node->members.end(), [](const DocumentMember& member) {
           return mentions_job_token(&member.second);
         });
}

// Who may deploy there is set outside the repository.
void add_environment(JobSite& site) {
  const DocumentNode* node = site.job.node.find("environment");
  if (!node) return;
  const DocumentNode* name = node->is_mapping() ? node->find("name") : node;
  if (!name || !name->is_scalar() || trim(name->text).empty()) return;
  const Pattern environment = pattern_for(site, name->text);
  Grant& guard = add_named(site, "environment", {"environment", name->line}, "run", environment);
  guard.effect = Effect::guard;
  guard.group = "environment";
  guard.unknown.reset();
  guard.action_words = concat("the environment `", name->text, "`");
  guard.brief_words = name->text;
  const std::string action = node->find_string("action").value_or("start");
  const std::string tier = node->find_string("deployment_tier").value_or("");
  Grant& grant = add_named(site, "environment-secrets", {"environment", name->line},
                           concat(action, tier.empty() ? "" : concat(" as ", tier)), environment);
  grant.group = "environment";
  if (!grant.unknown)
    grant.unknown =
        Unknown{UnknownReason::external_check, "who may deploy there", sha256(name->text).hex()};
  grant.action_words =
      concat("enter the environment `", name->text, "`", tier.empty() ? "" : concat(" as ", tier),
             " (", action, ") and read its variables");
  grant.brief_words = concat(name->text, tier.empty() ? "" : concat(" as ", tier));
}

void add_runner(JobSite& site) {
  std::vector<std::string> tags = strings_of(site.job.node.find("tags"));
  if (tags.empty()) return;
  std::sort(tags.begin(), tags.end());
  const std::string all = join(tags, " + ");
  Grant& grant = add_named(site, "runner", {"tags", site.job.node.find("tags")->line}, "run-on",
                           pattern_for(site, all));
  grant.group = "tags";
  grant.action_words = concat("run on the runner with the tags ", all);
  grant.brief_words = concat("runner ", all);
}

bool holds_docker(std::string_view image) {
  const std::string lower = to_lower(image);
  const std::string name = lower.substr(0, lower.find('@'));
  const std::size_t slash = name.rfind('/');
  const std::string last = slash == std::string::npos ? name : name.substr(slash + 1);
  return contains(last, "dind") || last.starts_with("docker:") || last == "docker";
}

void add_image(JobSite& site, const DocumentNode& node, const std::string& route) {
  const DocumentNode* name = node.is_mapping() ? node.find("name") : &node;
  if (!name || !name->is_scalar() || trim(name->text).empty()) return;
  const Pattern image = pattern_for(site, name->text);
  const std::string text = image.kind == PatternKind::symbol ? name->text : image.values.front();
  const github_actions::Delegate from = github_actions::delegate_of_image(text);
  const bool computed = image.kind == PatternKind::symbol;
  add_supplier(site,
               {from.source, computed ? concat(from.ref, " ", image.values[1]) : from.ref,
                from.fixed && !computed, name->line, site.pipeline.path},
               route);
  const bool service = route == "services";
  const bool as_root = node.find("docker") && node.find("docker")->find("user");
  if ((!service || !holds_docker(text)) && !as_root) return;
  const std::string what = service ? concat("the service ", text)
                                   : concat("the user ", node.find("docker")->find("user")->text);
  Grant& grant =
      add_named(site, "container", {route, name->line}, "reach the host",
                Pattern::literal(without_wildcards(service ? "a Docker service" : what)));
  grant.plane = Plane::host;
  grant.action_words = concat("reach its runner's host by ", what);
  grant.brief_words = what;
}

void add_images(JobSite& site) {
  if (const DocumentNode* image = site.job.node.find("image")) add_image(site, *image, "image");
  if (const DocumentNode* services = site.job.node.find("services"))
    for (const DocumentNode& service : services->items) add_image(site, service, "services");
}

// Artifacts of another project's jobs.
void add_needs(JobSite& site) {
  const DocumentNode* needs = site.job.node.find("needs");
  if (!needs) return;
  for (const DocumentNode& item : needs->items)
    if (const auto from = item.find_string("project"))
      add_supplier(site,
                   {concat("project ", *from), item.find_string("ref").value_or(""), false,
                    item.line, site.pipeline.path},
                   "needs");
}

bool is_known(std::string_view key) {
  constexpr std::array<std::string_view, 39> kKeys = {"after_script",
                                                      "allow_failure",
                                                      "artifacts",
                                                      "before_script",
                                                      "cache",
                                                      "coverage",
                                                      "dast_configuration",
                                                      "dependencies",
                                                      "environment",
                                                      "except",
                                                      "extends",
                                                      "hooks",
                                                      "id_tokens",
                                                      "image",
                                                      "inherit",
                                                      "interruptible",
                                                      "manual_confirmation",
                                                      "needs",
                                                      "only",
                                                      "pages",
                                                      "parallel",
                                                      "publish",
                                                      "release",
                                                      "resource_group",
                                                      "retry",
                                                      "rules",
                                                      "run",
                                                      "script",
                                                      "secrets",
                                                      "services",
                                                      "stage",
                                                      "start_in",
                                                      "tags",
                                                      "timeout",
                                                      "trigger",
                                                      "variables",
                                                      "when",
                                                      "type",
                                                      "description"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

void add_other_keys(JobSite& site) {
  for (const auto& [key, value] : site.job.node.members) {
    if (is_known(key.text) || key.text.starts_with('.')) continue;
    const bool identity = key.text == "identity";
    Grant& grant = add_named(site, identity ? "cloud-role" : "unresolved", {key.text, value.line},
                             identity ? "act-as" : "do what nobody knows",
                             Pattern::literal(without_wildcards(concat(
                                 key.text, identity ? " " : "", identity ? value.text : ""))));
    grant.action_words = identity ? concat("act as the project's identity at `", value.text, "`")
                                  : concat("do what its key `", key.text, "` grants");
    grant.brief_words = key.text;
    if (!identity)
      grant.unknown =
          Unknown{UnknownReason::new_key, concat("the key ", key.text), normal_digest(value)};
  }
  for (const std::string& name : site.job.unresolved) {
    Grant& grant = add_named(site, "unresolved", {"extends", site.job.node.line}, "run",
                             Pattern::literal(without_wildcards(name)));
    grant.action_words = concat("do what `", name, "` says, which is not in the repository");
    grant.brief_words = name;
    grant.unknown =
        Unknown{UnknownReason::include, "a template from elsewhere", sha256(name).hex()};
  }
}

}  // namespace

void add_job_token(JobSite& site) {
  const bool used =
      std::any_of(site.job.node.members.begin(), site.job.node.members.end(),
                  [](const DocumentMember& member) { return mentions_job_token(&member.second); });
  if (!used) return;
  Grant& grant = add_named(site, "secret", {"script", 1}, "use", Pattern::literal("CI_JOB_TOKEN"));
  grant.action_words = "use its job token (CI_JOB_TOKEN)";
  grant.brief_words = "the job token";
}

void add_job_grants(JobSite& site) {
  add_starts(site);
  add_id_tokens(site);
  add_secrets(site);
  add_job_token(site);
  add_environment(site);
  add_runner(site);
  add_images(site);
  add_downstream(site);
  add_needs(site);
  add_other_keys(site);
}

}  // namespace foureyes::gitlab_ci
