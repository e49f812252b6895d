// The rules of a role as atoms, with the meaning that the API server's authorizer gives them:
// - "*" stands for everything only as a whole verb, API group or resource; "*/scale" is that
//   subresource of every resource; any other star is a letter ("pods/*" is no subresource);
// - a path matches as written or by the star that ends it;
// - a rule without resourceNames is about all names.
// So no list of verbs covers "*", and one atom is covered by one atom or by none.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/document.h"
#include "model/grant.h"

namespace foureyes::kubernetes {

struct PolicyRule {
  std::vector<std::string> verbs, api_groups, resources, resource_names, urls;
};

// Which requests a rule allows: verbs on one resource (or path), of one name or of all.
struct RuleAtom {
  Pattern resource;  // "core:secrets", "apps:*", "*:*/scale", "url /healthz"
  std::optional<std::string> name;
  std::set<std::string> verbs;  // encoded; "*" alone is every verb
  bool is_url = false;

  Pattern action() const;
};

// nullopt: the API server would not take it.
std::optional<std::vector<PolicyRule>> read_rules(const DocumentNode* rules);

// One atom for each resource and name, sorted: rules that say the same give the same atoms. Past
// `limit`, or 200 that hold a name or a star, nullopt.
std::optional<std::vector<RuleAtom>> atoms_of_rules(const std::vector<PolicyRule>& rules,
                                                    std::size_t limit = 4096);

// "get, list secrets (reads stored credentials)".
std::string words_of(const RuleAtom& atom);

// What holding the atom leads to beyond the resource itself; "" when nothing known.
std::string escalation_words(const RuleAtom& atom);

}  // namespace foureyes::kubernetes
