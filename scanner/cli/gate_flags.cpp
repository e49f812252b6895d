#include "cli/gate_flags.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "pipeline/change.h"

namespace foureyes {
namespace {

struct BaseChoice {
  std::string revision;
  std::string words;
};

// The variable in which each CI system names the target branch of a pull request.
constexpr std::array<std::string_view, 5> kTargetVariables = {
    "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "SYSTEM_PULLREQUEST_TARGETBRANCH",
    "BITBUCKET_PR_DESTINATION_BRANCH", "CHANGE_TARGET"};

std::string branch_of(std::string_view name) {
  constexpr std::string_view kHeads = "refs/heads/";
  return std::string(name.starts_with(kHeads) ? name.substr(kHeads.size()) : name);
}

// "" outside a pull request.
std::string_view variable_of_target(const Environment& environment) {
  for (const std::string_view variable : kTargetVariables) {
    if (!environment.variable(variable).empty()) return variable;
  }
  return "";
}

std::optional<BaseChoice> base_of_pull_request(const Environment& environment) {
  const std::string_view variable = variable_of_target(environment);
  if (variable.empty()) return std::nullopt;
  const std::string revision = concat("origin/", branch_of(environment.variable(variable)));
  return BaseChoice{revision, concat(revision, " (the pull request's target, ", variable, ")")};
}

Result<BaseChoice> default_base(const Repository& repository, const Environment& environment) {
  if (auto choice = base_of_pull_request(environment)) return *choice;
  if (const auto branch = repository.default_branch()) {
    return BaseChoice{branch->name, branch->name + " (the default branch)"};
  }
  return failure({"there is no default branch to compare with", "--base",
                  "Name the target's tip: --base origin/main."});
}

// "refs/heads/main" for main and origin/main; "" for anything that is no plain branch name.
std::string branch_ref_of(const Repository& repository, std::string_view revision) {
  constexpr std::string_view kOrigin = "origin/";
  constexpr std::string_view kHeads = "refs/heads/";
  if (revision.starts_with(kHeads)) return std::string(revision);
  const std::string_view branch =
      revision.starts_with(kOrigin) ? revision.substr(kOrigin.size()) : revision;
  for (const std::string_view prefix : {std::string_view("refs/remotes/origin/"), kHeads}) {
    if (repository.resolve(concat(prefix, branch))) return concat(kHeads, branch);
  }
  return "";
}

// A base that is named by its commit, as CI does it, has the pull request's target, or is the tip
// of the default branch; else the target has no name.
std::string target_ref_of(const Repository& repository, const Environment& environment,
                          std::string_view revision, const ObjectId& base) {
  std::string named = branch_ref_of(repository, revision);
  if (!named.empty()) return named;
  const std::string_view variable = variable_of_target(environment);
  if (!variable.empty()) return concat("refs/heads/", branch_of(environment.variable(variable)));
  const auto branch = repository.default_branch();
  return branch && branch->commit == base ? branch_ref_of(repository, branch->name) : "";
}

std::string repository_of(const Repository& repository, const Environment& environment) {
  const std::string_view server = environment.variable("GITHUB_SERVER_URL");
  const std::string_view name = environment.variable("GITHUB_REPOSITORY");
  if (!server.empty() && !name.empty()) return repository_uri(concat(server, "/", name));
  return repository_uri(repository.remote_url());
}

// GITHUB_REF is "refs/pull/7/merge" in a run for a pull request.
std::uint64_t pull_request_of(const Environment& environment) {
  constexpr std::string_view kPull = "refs/pull/";
  const std::string_view ref = environment.variable("GITHUB_REF");
  std::uint64_t number = 0;
  if (!ref.starts_with(kPull)) return number;
  const std::string_view digits = ref.substr(kPull.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

void ChangeFlags::declare(CLI::App& app) {
  app.add_option(
         "--base", base_,
         "The target's tip: what the change is to be merged into (default: the pull request's "
         "target in CI, else the tip of the default branch)")
      ->type_name("REVISION");
  app.add_option("--head", head_, "The change (default HEAD)")->type_name("REVISION");
  repository_.declare(app);
}

Result<NamedChange> ChangeFlags::resolve(const Repository& repository,
                                         const Environment& environment) const {
  BaseChoice choice{base_, base_};
  if (base_.empty()) {
    TRY_ASSIGN(choice, default_base(repository, environment));
  }
  TRY_ASSIGN(const ObjectId base, repository.resolve(choice.revision));
  TRY_ASSIGN(const ObjectId head, repository.resolve(head_));
  return NamedChange{base,
                     head,
                     repository_of(repository, environment),
                     target_ref_of(repository, environment, choice.revision, base),
                     pull_request_of(environment),
                     choice.words};
}

}  // namespace foureyes
