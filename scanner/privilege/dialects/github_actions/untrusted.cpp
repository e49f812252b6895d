#include "privilege/dialects/github_actions/untrusted.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/dialects/github_actions/expressions.h"

namespace foureyes::github_actions {
namespace {

bool is_checkout(std::string_view uses) {
  return to_lower(uses.substr(0, uses.find('@'))) == "actions/checkout";
}

Grant stranger_grant(const StepSite& site, std::string_view kind, std::string_view member,
                     std::uint32_t line) {
  Grant grant = site.grant(kind, member, line);
  grant.subject = Pattern::literal("outsiders");
  grant.action = Pattern::literal("run code as");
  grant.resource = Pattern::literal(site.job.subject.key);
  return grant;
}

void add_checkout_of_head(const StepSite& site, std::string_view member, std::uint32_t line) {
  Grant grant = stranger_grant(site, "untrusted-code", member, line);
  grant.subject_words = "whoever opens a pull request";
  grant.action_words =
      concat("run code with what ", site.job.subject.words, " holds, which checks it out");
  grant.brief_words = "checks out the pull request";
  site.job.add(std::move(grant));
}

// Another step or job says what to check out.
bool is_computed(std::string_view value) {
  for (std::string_view expression : expressions_in(value))
    for (const std::string& context : contexts_in(expression))
      if (context.starts_with("steps.") || context.starts_with("needs.")) return true;
  return false;
}

bool fetches_pull_request(std::string_view script) {
  return contains(script, "gh pr checkout") || contains(script, "refs/pull/") ||
         (contains(script, "git fetch") && contains(script, "pull/"));
}

// A pull request's own run holds nothing that its author lacks.
bool only_for_pull_requests(const std::vector<Trigger>& triggers) {
  return !triggers.empty() && std::all_of(triggers.begin(), triggers.end(), [](const Trigger& t) {
    return t.event == "pull_request" || t.event == "merge_group";
  });
}

void add_injection(const StepSite& site, std::string_view member, const DocumentNode& text) {
  const std::string context = site.scope.outsider_text_in(text.text);
  if (context.empty()) return;
  Grant grant = stranger_grant(site, "injection", member, text.line);
  grant.subject_words = concat("whoever writes ", context);
  grant.action_words = concat("run commands with what ", site.job.subject.words, " holds");
  grant.brief_words = concat(context, " in a script");
  site.job.add(std::move(grant));
}

}  // namespace

void add_untrusted_checkout(const StepSite& site, std::string_view uses) {
  if (!started_by_outsiders(site.job.triggers)) return;
  if (is_checkout(uses)) {
    for (std::string_view name : {"ref", "repository"}) {
      const DocumentNode* input = site.with(name);
      if (!input) continue;
      const std::string value = site.scope.resolved(input->text);
      if (site.scope.names_pull_request_head_in(input->text) || contains(value, "refs/pull/"))
        return add_checkout_of_head(site, concat("with.", name), input->line);
      if (!is_computed(value)) continue;
      add_checkout_of_head(site, concat("with.", name), input->line);
      site.job.out.facts.grants.back().unknown =
          Unknown{UnknownReason::expression, "a step computes what is checked out",
                  site.scope.definitions_of(input->text)};
      return;
    }
  }
  if (const auto run = site.step.find_string("run"); run && fetches_pull_request(*run))
    add_checkout_of_head(site, "run", site.step.line);
}

void add_injections(const StepSite& site) {
  if (only_for_pull_requests(site.job.triggers)) return;
  if (const DocumentNode* run = site.step.find("run")) add_injection(site, "run", *run);
  for (std::string_view name : {"script", "inlineScript", "inline-script", "script-body"})
    if (const DocumentNode* script = site.with(name))
      add_injection(site, concat("with.", name), *script);
}

void add_persisted_token(const StepSite& site, std::string_view uses) {
  if (!is_checkout(uses)) return;
  site.job.info.checks_out = true;
  const DocumentNode* persist = site.with("persist-credentials");
  if (persist && to_lower(trim(persist->text)) == "false") return;
  Grant grant = site.grant("persisted-token", "with.persist-credentials",
                           persist ? persist->line : site.step.line);
  grant.action = Pattern::literal("read");
  grant.resource = Pattern::literal("the token in the workspace");
  grant.action_words = "read its token from the workspace in every later step";
  grant.brief_words = "the token on disk";
  site.job.add(std::move(grant));
}

}  // namespace foureyes::github_actions
