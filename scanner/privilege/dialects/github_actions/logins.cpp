#include "privilege/dialects/github_actions/logins.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/github_actions/expressions.h"

namespace foureyes::github_actions {
namespace {

// An action that logs in, and the input that names as whom.
struct Login {
  std::string_view action;
  std::string_view input;
  std::string_view cloud;
};

constexpr std::array kLogins = {
    Login{"aws-actions/configure-aws-credentials", "role-to-assume", "AWS role"},
    Login{"google-github-actions/auth", "service_account", "Google service account"},
    Login{"google-github-actions/auth", "workload_identity_provider", "Google identity provider"},
    Login{"azure/login", "client-id", "Azure application"},
    Login{"hashicorp/vault-action", "role", "Vault role"},
    Login{"docker/login-action", "username", "registry account"},
};

constexpr std::array<std::string_view, 4> kAppTokenActions = {
    "actions/create-github-app-token", "tibdex/github-app-token",
    "getsentry/action-github-app-token", "peter-murray/workflow-application-token-action"};

constexpr std::array<std::string_view, 7> kTokenInputs = {
    "token",    "github-token", "github_token",         "repo-token",
    "gh-token", "repo_token",   "personal_access_token"};

constexpr std::array<std::string_view, 5> kTokenVariables = {
    "gh_token", "github_token", "gh_enterprise_token", "github_enterprise_token", "github_pat"};

constexpr std::array<std::string_view, 5> kAgents = {
    "anthropics/claude-code-action", "anthropics/claude-code-base-action",
    "google-github-actions/run-gemini-cli", "openai/codex-action", "github/copilot-action"};

constexpr std::array<std::string_view, 14> kAgentInputs = {"allowed_non_write_users",
                                                           "allowed_bots",
                                                           "allow-users",
                                                           "allow-bots",
                                                           "claude_args",
                                                           "allowed_tools",
                                                           "mcp_config",
                                                           "additional_permissions",
                                                           "settings",
                                                           "plugin_marketplaces",
                                                           "plugins",
                                                           "sandbox",
                                                           "safety-strategy",
                                                           "codex-args"};

template <class List>
bool holds(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// The stored secrets that a text hands over: "${{ secrets.PAT || github.token }}" -> PAT.
SecretUse stored_secrets(std::string_view text) {
  SecretUse use;
  for (std::string_view expression : expressions_in(text)) use.add(secrets_in(expression));
  return use;
}

void add_acting(JobSite& job, std::string_view text, const GrantPlace& place) {
  for (const std::string& name : stored_secrets(text).names) {
    Grant grant = job_grant(job.subject, "acting-token", place);
    grant.action = Pattern::literal("act-as");
    grant.resource = Pattern::literal(concat("the owner of secrets.", name));
    grant.action_words = concat("act with all rights of the token in secrets.", name);
    grant.brief_words = concat("secrets.", name);
    job.add(std::move(grant));
  }
}

void add_cloud_roles(const StepSite& site, std::string_view action) {
  for (const Login& login : kLogins) {
    if (login.action != action) continue;
    const DocumentNode* input = site.with(login.input);
    if (!input || trim(input->text).empty()) continue;
    Grant grant = site.grant("cloud-role", concat("with.", login.input), input->line);
    grant.group = concat(action, " ", login.input);
    grant.plane = Plane::cloud;
    grant.action = Pattern::literal("act-as");
    grant.resource = site.scope.pattern_for(input->text);
    grant.brief_words = concat(login.cloud, " ", words_for(grant.resource));
    grant.action_words = concat("act as ", grant.brief_words);
    site.job.add(std::move(grant));
  }
}

// "acme/"; "" for the repository's own owner.
std::string other_owner(const DocumentNode* owner) {
  if (!owner || contains(to_lower(owner->text), "github.repository_owner")) return "";
  return concat(trim(owner->text), "/");
}

// Of one value of the input: a list with commas or lines.
void add_repositories(std::string_view value, const std::string& owner,
                      std::vector<std::string>& out) {
  const std::string list = replace_all(value, "\n", ",");
  for (std::string_view part : split(list, ','))
    if (!trim(part).empty()) out.push_back(concat(owner, trim(part)));
}

void limit_to_repositories(const StepSite& site, const DocumentNode& repositories, Grant& grant) {
  const std::string owner = other_owner(site.with("owner"));
  const Pattern given = site.scope.pattern_for(repositories.text);
  if (given.kind == PatternKind::symbol) {
    grant.action_words += concat(" in ", owner, words_for(given));
    grant.condition.kind = ConditionKind::symbol;
    grant.condition.text =
        concat("repository in ", owner, join(given.values, ", defined by sha256 "));
    return;
  }
  std::vector<std::string> names;
  for (const std::string& value : given.values) add_repositories(value, owner, names);
  std::sort(names.begin(), names.end());
  grant.action_words += concat(" in ", join(names, ", "));
  grant.condition.kind = ConditionKind::any_of;
  grant.condition.any_of = {{{"repository", "equals", std::move(names), MissingKey::is_false}}};
}

Grant app_token_grant(const StepSite& site, Pattern resource, std::string words) {
  Grant grant = site.grant("app-token", "with");
  grant.resource = std::move(resource);
  grant.action = Pattern::literal("mint");
  grant.action_words = concat("mint an App token that may ", words);
  grant.brief_words = std::move(words);
  if (const DocumentNode* repositories = site.with("repositories")) {
    limit_to_repositories(site, *repositories, grant);
  } else if (site.with("owner")) {
    grant.action_words += " in every repository of the installation";
  } else {
    grant.condition.kind = ConditionKind::any_of;
    grant.condition.any_of = {
        {{"repository", "equals", {"this repository"}, MissingKey::is_false}}};
  }
  return grant;
}

void add_app_token(const StepSite& site) {
  const DocumentNode* with = site.step.find("with");
  bool limited = false;
  if (with) {
    for (const auto& [name, level] : with->members) {
      if (!name.text.starts_with("permission-")) continue;
      limited = true;
      const std::string scope = name.text.substr(11);
      Grant grant = app_token_grant(site, Pattern::literal(scope), concat(level.text, " ", scope));
      grant.action =
          level.text == "read" ? Pattern::literal("read") : Pattern::set({"read", level.text});
      site.job.add(std::move(grant));
    }
  }
  if (limited) return;
  Grant grant = app_token_grant(site, Pattern::top(), "do all that the App is installed for");
  grant.action = Pattern::top();
  site.job.add(std::move(grant));
}

void add_agent_inputs(const StepSite& site, std::string_view action) {
  for (std::string_view name : kAgentInputs) {
    const DocumentNode* input = site.with(name);
    if (!input) continue;
    Grant grant = site.grant("agent-input", concat("with.", name), input->line);
    grant.plane = Plane::agent;
    grant.group = concat(action, " ", name);
    grant.resource = Pattern::literal(concat(action, " ", name));
    grant.action = Pattern::literal(
        concat(name, " = ",
               sha256(concat(trim(input->text), site.scope.definitions_of(input->text))).hex()));
    grant.action_words = concat("be steered by another `", name, "` of ", action);
    grant.brief_words = concat("`", name, "` set");
    site.job.add(std::move(grant));
  }
}

}  // namespace

void add_login_grants(const StepSite& site, std::string_view uses) {
  const std::string action = to_lower(uses.substr(0, uses.find('@')));
  add_cloud_roles(site, action);
  if (holds(kAppTokenActions, action)) add_app_token(site);
  if (holds(kAgents, action)) add_agent_inputs(site, action);
  for (std::string_view name : kTokenInputs)
    if (const DocumentNode* input = site.with(name))
      add_acting(site.job, site.scope.resolved(input->text),
                 {concat(site.route, ".with.", name), input->line});
}

void add_acting_tokens(JobSite& job, const DocumentNode* env, const std::string& route) {
  if (!env || !env->is_mapping()) return;
  for (const auto& [name, value] : env->members)
    if (holds(kTokenVariables, to_lower(name.text)) && value.is_scalar())
      add_acting(job, value.text, {concat(route, ".env.", name.text), value.line});
}

}  // namespace foureyes::github_actions
