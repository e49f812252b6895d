#include "privilege/dialects/federation/oidc_jobs.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "privilege/grant_order.h"

namespace foureyes::federation {
namespace {

using Claims = std::set<std::string>;

bool mints_tokens(const Grant& grant) {
  return grant.kind == "token-scope" && grant.effect == Effect::allow &&
         pattern_covers(grant.resource, Pattern::literal("id-token")) &&
         pattern_covers(grant.action, Pattern::literal("write"));
}

// The refs that the filters of an event let through, as far as they are plain.
Claims claims_of_refs(const Condition& filters) {
  Claims out;
  for (const auto& conjuncts : filters.any_of)
    for (const Conjunct& conjunct : conjuncts) {
      if (conjunct.key != "ref" || conjunct.operator_family.starts_with("not-")) continue;
      if (conjunct.operator_family != "ref-glob") return {"ref:refs/*"};
      for (const std::string& value : conjunct.values)
        out.insert(concat("ref:", replace_all(value, "**", "*")));
    }
  if (out.empty()) return {"ref:refs/*"};
  return out;
}

Claims claims_of_trigger(const Grant& trigger) {
  const std::string& event = trigger.subject.values.front();
  if (event == "event pull_request") return {"pull_request"};
  if (event == "event pull_request_target") return {"pull_request", "ref:refs/heads/*"};
  if (event == "event workflow_call") return {"*"};
  if (event == "event push") return claims_of_refs(trigger.condition);
  return {"ref:refs/*"};
}

}  // namespace

std::vector<OidcJob> oidc_jobs(const github_actions::ActionsFacts& facts) {
  std::map<std::string, Claims> by_workflow, by_environment;
  std::map<std::string, const Grant*> minting;
  for (const Grant& grant : facts.facts.grants) {
    if (grant.kind == "trigger")
      by_workflow[words_for(grant.resource)].merge(claims_of_trigger(grant));
    if (grant.kind == "environment-secrets") {
      const bool is_known = grant.resource.kind == PatternKind::literal;
      by_environment[words_for(grant.subject)].insert(
          concat("environment:", is_known ? grant.resource.values.front() : "*"));
    }
    if (mints_tokens(grant)) minting.emplace(words_for(grant.subject), &grant);
  }
  std::vector<OidcJob> out;
  for (const auto& [key, grant] : minting) {
    const auto environment = by_environment.find(key);
    const auto workflow = by_workflow.find(key.substr(0, key.find('#')));
    Claims claims = {"*"};  // started from elsewhere
    if (environment != by_environment.end())
      claims = environment->second;
    else if (workflow != by_workflow.end())
      claims = workflow->second;
    out.push_back({key, grant->subject_words, {claims.begin(), claims.end()}, grant->source});
  }
  return out;
}

}  // namespace foureyes::federation
