#include "privilege/dialects/kubernetes/rbac_rules.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "privilege/dialects/kubernetes/manifests.h"

namespace foureyes::kubernetes {
namespace {

using Key = std::tuple<bool, Pattern, std::optional<std::string>>;
using Atoms = std::map<Key, std::set<std::string>>;

bool has_star(const std::vector<std::string>& values) {
  return std::find(values.begin(), values.end(), "*") != values.end();
}

// The core group has no name; a group that is called "core" is written otherwise.
std::string group_text(const std::string& group) {
  if (group.empty()) return "core";
  if (group == "*") return "*";
  return group == "core" ? "%63ore" : encoded(group);
}

std::string resource_text(const std::string& resource) {
  if (resource == "*") return "*";
  if (resource.starts_with("*/") && resource.size() > 2)
    return concat("*/", encoded(resource.substr(2), "/"));
  return encoded(resource, "/");
}

std::string url_text(const std::string& url) {
  if (!url.ends_with('*')) return concat("url ", encoded(url, "/"));
  const std::size_t last = url.find_last_not_of('*');
  return concat("url ", encoded(last == url.npos ? "" : url.substr(0, last + 1), "/"), "*");
}

std::set<std::string> verbs_of(const PolicyRule& rule) {
  if (has_star(rule.verbs)) return {"*"};
  std::set<std::string> out;
  for (const std::string& verb : rule.verbs) out.insert(encoded(verb));
  return out;
}

// Everything else in the list is within the star.
std::vector<std::string> reduced(const std::vector<std::string>& values) {
  return has_star(values) ? std::vector<std::string>{"*"} : values;
}

void add(Atoms& atoms, Key key, const std::set<std::string>& verbs) {
  auto& held = atoms[std::move(key)];
  if (held.contains("*")) return;
  if (verbs.contains("*")) held.clear();
  held.insert(verbs.begin(), verbs.end());
}

bool add_rule(const PolicyRule& rule, std::size_t limit, Atoms& atoms) {
  const std::set<std::string> verbs = verbs_of(rule);
  if (verbs.empty()) return true;
  for (const std::string& url : rule.urls)
    add(atoms, {true, Pattern::glob(url_text(url)), std::nullopt}, verbs);
  std::vector<std::optional<std::string>> names(rule.resource_names.begin(),
                                                rule.resource_names.end());
  if (names.empty()) names.emplace_back();
  for (const std::string& group : reduced(rule.api_groups))
    for (const std::string& resource : reduced(rule.resources))
      for (const auto& name : names) {
        if (atoms.size() >= limit) return false;
        const std::string text = concat(group_text(group), ":", resource_text(resource));
        add(atoms, {false, Pattern::glob(text), name}, verbs);
      }
  return atoms.size() <= limit;
}

// "core:secrets" -> "secrets", "apps:deployments" -> "deployments.apps".
std::string resource_words(const Pattern& pattern) {
  const std::string& text = pattern.values.front();
  const std::size_t colon = text.find(':');
  const std::string group = text.substr(0, colon), resource = text.substr(colon + 1);
  const bool every = resource == "*";
  if (group == "*") return every ? "every resource" : concat(resource, " of any API group");
  if (every) return concat("every resource of API group ", group);
  return group == "core" ? resource : concat(resource, ".", group);
}

}  // namespace

Pattern RuleAtom::action() const {
  return Pattern::set(std::vector<std::string>(verbs.begin(), verbs.end()));
}

std::optional<std::vector<PolicyRule>> read_rules(const DocumentNode* rules) {
  std::vector<PolicyRule> out;
  if (!rules || rules->is_null()) return out;
  if (!rules->is_sequence()) return std::nullopt;
  for (const DocumentNode& node : rules->items) {
    if (!node.is_mapping()) return std::nullopt;
    PolicyRule rule;
    const std::pair<std::string_view, std::vector<std::string>*> fields[] = {
        {"verbs", &rule.verbs},
        {"apiGroups", &rule.api_groups},
        {"resources", &rule.resources},
        {"resourceNames", &rule.resource_names},
        {"nonResourceURLs", &rule.urls}};
    for (const auto& [key, field] : fields) {
      auto values = strings_of(node.find(key));
      if (!values) return std::nullopt;
      *field = std::move(*values);
    }
    out.push_back(std::move(rule));
  }
  return out;
}

std::optional<std::vector<RuleAtom>> atoms_of_rules(const std::vector<PolicyRule>& rules,
                                                    std::size_t limit) {
  Atoms atoms;
  for (const PolicyRule& rule : rules)
    if (!add_rule(rule, limit, atoms)) return std::nullopt;
  // Each of these is compared with each: the cost is their product.
  const auto compared = std::count_if(atoms.begin(), atoms.end(), [](const auto& atom) {
    return std::get<2>(atom.first) || std::get<1>(atom.first).kind == PatternKind::glob;
  });
  if (compared > 200) return std::nullopt;
  std::vector<RuleAtom> out;
  for (const auto& [key, verbs] : atoms)
    out.push_back({std::get<1>(key), std::get<2>(key), verbs, std::get<0>(key)});
  return out;
}

std::string words_of(const RuleAtom& atom) {
  const bool any = atom.verbs.contains("*");
  std::string out =
      any ? "do anything with"
          : join(std::vector<std::string>(atom.verbs.begin(), atom.verbs.end()), ", ");
  out += concat(" ", atom.is_url ? atom.resource.values.front() : resource_words(atom.resource));
  if (atom.name) out += concat(" named ", encoded(*atom.name, ":"));
  const std::string leads_to = escalation_words(atom);
  return leads_to.empty() ? out : concat(out, " (", leads_to, ")");
}

}  // namespace foureyes::kubernetes
