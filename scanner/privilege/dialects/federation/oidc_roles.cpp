#include "privilege/dialects/federation/oidc_roles.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "privilege/grant_order.h"

namespace foureyes::federation {
namespace {

using aws_iam::Policy;

bool names_issuer(const Grant& grant) {
  const auto in = [](const std::string& text) { return contains(text, kIssuer); };
  if (std::any_of(grant.subject.values.begin(), grant.subject.values.end(), in)) return true;
  for (const auto& conjuncts : grant.condition.any_of)
    for (const Conjunct& conjunct : conjuncts)
      if (in(conjunct.key)) return true;
  return false;
}

bool takes_tokens(const Grant& grant) {
  return grant.kind == "iam-trust" && grant.effect == Effect::allow && names_issuer(grant) &&
         patterns_may_meet(grant.action, Pattern::literal("sts:assumerolewithwebidentity"));
}

std::string name_of_role(const Policy& trust) {
  return trust.holders.size() == 1 && !trust.holders.front().empty() ? trust.holders.front()
                                                                     : trust.name;
}

std::string words_of_role(const std::string& name) {
  if (name.starts_with("role ")) return concat("role `", name.substr(5), "`");
  return concat("role `", name, "`");
}

// What only the deployment knows may be anything.
std::string without_placeholders(std::string text) {
  for (std::size_t at = text.find("${"); at != text.npos; at = text.find("${", at)) {
    const std::size_t end = text.find('}', at);
    if (end == text.npos) break;
    text.replace(at, end + 1 - at, "*");
  }
  return text;
}

// What a trusted subject asks for after the repository's name: "repo:acme/app:ref:x" -> "ref:x".
std::string claim_in(const std::string& subject) {
  constexpr std::string_view kRepository = "repo:";
  if (!subject.starts_with(kRepository)) return "*";
  const std::size_t end = subject.find(':', kRepository.size());
  return end == subject.npos ? "*" : subject.substr(end + 1);
}

bool lets_through(const Conjunct& conjunct, const std::string& claim) {
  const std::string& family = conjunct.operator_family;
  const bool is_exact = family == "equals" || family == "equals-ignoring-case";
  if (!contains(conjunct.key, concat(kIssuer, ":sub")) || (!is_exact && family != "glob"))
    return true;
  return std::any_of(conjunct.values.begin(), conjunct.values.end(), [&](const std::string& value) {
    const std::string plain = without_placeholders(value);
    const bool is_literal = is_exact && plain == value;
    const std::string asked = claim_in(plain);
    return patterns_may_meet(is_literal ? Pattern::literal(asked) : Pattern::glob(asked),
                             Pattern::glob(claim));
  });
}

bool lets_through(const Condition& condition, const std::string& claim) {
  if (condition.kind != ConditionKind::any_of) return true;
  return std::any_of(condition.any_of.begin(), condition.any_of.end(),
                     [&](const std::vector<Conjunct>& conjuncts) {
                       return std::all_of(
                           conjuncts.begin(), conjuncts.end(),
                           [&](const Conjunct& conjunct) { return lets_through(conjunct, claim); });
                     });
}

// What the role's policies say, under the role's name.
void add_rights(const std::vector<Policy>& policies, OidcRole& role) {
  std::vector<Grant> rights;
  for (const Policy& policy : policies) {
    const auto& holders = policy.holders;
    if (std::find(holders.begin(), holders.end(), role.name) == holders.end()) continue;
    role.written += policy.digest;
    for (const Grant& grant : policy.grants)
      if (grant.kind == "iam-policy" || grant.kind == "iam-managed-policy") {
        rights.push_back(grant);
        rights.back().subject = Pattern::literal(role.name);
      }
  }
  role.rights = RightsGraph(rights, [](const Grant&) { return false; }).held_by(role.name);
}

}  // namespace

std::vector<OidcRole> oidc_roles(const std::vector<Policy>& policies) {
  std::map<std::string, OidcRole> roles;
  for (const Policy& policy : policies)
    for (const Grant& grant : policy.grants) {
      if (!takes_tokens(grant)) continue;
      OidcRole& role = roles[name_of_role(policy)];
      if (role.trusted.empty()) {
        role.source = grant.source;
        role.written = policy.digest;
      }
      role.trusted.push_back(grant.condition);
    }
  std::vector<OidcRole> out;
  for (auto& [name, role] : roles) {
    role.name = name;
    role.words = words_of_role(name);
    add_rights(policies, role);
    out.push_back(std::move(role));
  }
  return out;
}

void follow_moves(std::vector<OidcRole>& before, const std::vector<OidcRole>& after) {
  std::set<std::string> old_names;
  std::map<std::string, std::string> arrived;  // what is written -> name
  for (const OidcRole& role : before) old_names.insert(role.name);
  std::set<std::string> new_names;
  for (const OidcRole& role : after) {
    new_names.insert(role.name);
    if (!old_names.contains(role.name)) arrived.emplace(role.written, role.name);
  }
  for (OidcRole& role : before) {
    const auto found = new_names.contains(role.name) ? arrived.end() : arrived.find(role.written);
    if (found != arrived.end()) role.name = found->second;
  }
}

bool may_trust(const OidcRole& role, const std::vector<std::string>& claims) {
  for (const Condition& condition : role.trusted)
    for (const std::string& claim : claims)
      if (lets_through(condition, claim)) return true;
  return false;
}

}  // namespace foureyes::federation
