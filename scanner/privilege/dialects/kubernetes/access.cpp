#include "privilege/dialects/kubernetes/access.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "privilege/grant_order.h"

namespace foureyes::kubernetes {
namespace {

constexpr int kMaxAggregation = 8;  // roles that choose roles that choose roles

Condition condition_of(const Binding* binding, const RuleAtom* atom) {
  std::vector<Conjunct> all;
  if (binding && !binding->is_cluster_wide)
    all.push_back({"namespace", "equals", {binding->name_space}, MissingKey::is_false});
  if (atom && atom->name) all.push_back({"name", "equals", {*atom->name}, MissingKey::is_false});
  Condition out;
  if (all.empty()) return out;
  out.kind = ConditionKind::any_of;
  out.any_of.push_back(std::move(all));
  return out;
}

std::string scope_words(const Binding& binding) {
  if (binding.is_cluster_wide) return " in every namespace";
  if (binding.name_space.empty()) return " in the namespace it is applied to";
  return concat(" in namespace ", encoded(binding.name_space));
}

Grant grant_of(const RuleAtom& atom) {
  Grant grant;
  grant.plane = Plane::cluster;
  grant.action = atom.action();
  grant.resource = atom.resource;
  grant.action_words = words_of(atom);
  grant.condition = condition_of(nullptr, &atom);
  grant.group = escalation_words(atom).empty() ? "rules" : "escalation";
  return grant;
}

Grant role_grant(const RuleAtom& atom, const std::string& key, const Origin& origin) {
  Grant grant = grant_of(atom);
  grant.kind = "cluster-role";
  grant.subject = Pattern::literal(key);
  grant.subject_words = concat("`", key, "`");
  grant.source = {origin.path, "rules", origin.line};
  return grant;
}

// The rules that a role ends up with: its own, or those of the roles that it chooses.
void collect_atoms(const Role& role, const Everywhere& all, int depth, std::set<const Role*>& seen,
                   std::vector<const RuleAtom*>& out) {
  if (depth > kMaxAggregation || !seen.insert(&role).second) return;
  for (const RuleAtom& atom : role.atoms) out.push_back(&atom);
  if (!role.is_aggregated) return;
  for (const Role* other : all.roles) {
    if (other->kind != "ClusterRole" || other->name == role.name) continue;
    const bool chosen = std::any_of(
        role.aggregates.begin(), role.aggregates.end(),
        [&](const LabelSelector& selector) { return selects(selector, other->labels); });
    if (chosen) collect_atoms(*other, all, depth + 1, seen, out);
  }
}

bool names_role(const Binding& binding, const Role& role) {
  return role.kind == binding.role_kind && role.name == binding.role_name &&
         (role.kind == "ClusterRole" || role.name_space == binding.name_space);
}

// Roles of the binding's directory before those of elsewhere; several alike: none of them is sure.
std::vector<const Role*> roles_for(const Binding& binding, Cluster& cluster) {
  const auto beside = [&](const Role& role) {
    return directory_name(role.origin.path) == directory_name(binding.origin.path);
  };
  std::vector<const Role*> near, far;
  for (const Role& role : cluster.objects().roles)
    if (names_role(binding, role) && beside(role)) near.push_back(&role);
  if (!near.empty()) return near;
  for (const Role* role : cluster.everywhere().roles)
    if (names_role(binding, *role)) (beside(*role) ? near : far).push_back(role);
  return near.empty() ? far : near;
}

Grant access_grant(const Edge& edge) {
  Grant grant;
  grant.plane = Plane::cluster;
  grant.kind = "cluster-access";
  grant.subject = edge.subject;
  grant.subject_words = edge.who->words(edge.binding->place);
  grant.via = {edge.binding->key,
               concat(edge.binding->role_kind, " ", encoded(edge.binding->role_name, ":"))};
  grant.source = {edge.binding->origin.path, "roleRef", edge.binding->origin.line};
  return grant;
}

// A role that is not in the repository: equal only to itself. The built-in ones for people contain
// each other; cluster-admin is everything.
void add_foreign_role(const Edge& edge, const std::string& detail, std::vector<Grant>& out) {
  const Binding& binding = *edge.binding;
  const std::string role =
      concat(binding.role_kind, " ",
             scoped_name(binding.role_kind == "Role" ? binding.name_space : "", binding.role_name));
  Grant grant = access_grant(edge);
  grant.condition = condition_of(&binding, nullptr);
  grant.group = "escalation";
  if (role == "ClusterRole cluster-admin") {
    grant.action = Pattern::glob("*");
    grant.resource = Pattern::top();
    grant.action_words = concat("do everything", scope_words(binding), " (", role, ")");
    return out.push_back(std::move(grant));
  }
  std::vector<std::string> contained = {role};
  if (role == "ClusterRole admin") contained = {role, "ClusterRole edit", "ClusterRole view"};
  if (role == "ClusterRole edit") contained = {role, "ClusterRole view"};
  for (const std::string& name : contained) {
    grant.action = Pattern::symbol(concat("the rules of ", name), detail);
    grant.resource = Pattern::top();
    grant.action_words = concat(
        "do what ", name, " allows", scope_words(binding),
        detail.empty() ? " (a role outside the repository)" : " (several roles of that name)");
    out.push_back(grant);
  }
}

void add_edge_grants(Cluster& cluster, const Edge& edge, std::vector<Grant>& out) {
  const std::vector<const Role*> roles = roles_for(*edge.binding, cluster);
  if (roles.size() != 1) {
    std::set<std::string> digests;
    for (const Role* role : roles) digests.insert(role->digest);
    if (digests.size() != 1)
      return add_foreign_role(
          edge, join(std::vector<std::string>(digests.begin(), digests.end()), " "), out);
  }
  std::set<const Role*> seen;
  std::vector<const RuleAtom*> atoms;
  const Everywhere nowhere;
  const Role& role = *roles.front();
  collect_atoms(role, role.is_aggregated ? cluster.everywhere() : nowhere, 0, seen, atoms);
  if (role.name == "cluster-admin" && role.kind == "ClusterRole") add_foreign_role(edge, "", out);
  for (const RuleAtom* atom : atoms) {
    if (atom->is_url && !edge.binding->is_cluster_wide) continue;  // paths have no namespace
    Grant grant = grant_of(*atom);
    Grant frame = access_grant(edge);
    frame.action = std::move(grant.action);
    frame.resource = std::move(grant.resource);
    frame.group = std::move(grant.group);
    frame.condition = condition_of(edge.binding, atom);
    frame.action_words = concat(grant.action_words, atom->is_url ? "" : scope_words(*edge.binding));
    out.push_back(std::move(frame));
  }
}

}  // namespace

std::vector<Edge> edges_of(const Objects& objects) {
  std::vector<Edge> out;
  for (const Binding& binding : objects.bindings)
    for (const RbacSubject& subject : binding.subjects)
      out.push_back({subject.pattern(binding.place), &binding, &subject,
                     concat(binding.role_kind, " ", encoded(binding.role_name), " ",
                            binding.is_cluster_wide ? "*" : encoded(binding.name_space), " ",
                            encoded(binding.place))});
  std::stable_sort(out.begin(), out.end(), [](const Edge& a, const Edge& b) {
    return std::tie(a.subject, a.text, a.binding->key) <
           std::tie(b.subject, b.text, b.binding->key);
  });
  return out;
}

void add_role_grants(const Objects& objects, std::vector<Grant>& out) {
  for (const Role& role : objects.roles) {
    for (const RuleAtom& atom : role.atoms) out.push_back(role_grant(atom, role.key, role.origin));
    if (role.kind != "ClusterRole") continue;
    for (const auto& [label, value] : role.labels) {
      const std::string target = aggregate_target(label, value);
      if (target.empty()) continue;
      for (const RuleAtom& atom : role.atoms) {
        Grant grant = role_grant(atom, concat("ClusterRole ", encoded(target), " by ", role.key),
                                 role.origin);
        grant.subject_words =
            concat("whoever holds ClusterRole `", encoded(target), "` by `", role.key, "`");
        grant.via = {role.key};
        out.push_back(std::move(grant));
      }
    }
  }
}

void add_aggregated_grants(Cluster& cluster, std::vector<Grant>& out) {
  for (const Role* role : cluster.everywhere().roles) {
    if (!role->is_aggregated) continue;
    std::set<const Role*> seen;
    std::vector<const RuleAtom*> atoms;
    collect_atoms(*role, cluster.everywhere(), 0, seen, atoms);
    for (const RuleAtom* atom : atoms) {
      out.push_back(role_grant(*atom, role->key, role->origin));
      out.back().via = {"roles that its aggregationRule chooses"};
    }
  }
}

void add_access_grants(Cluster& cluster, const std::vector<Edge>& edges, std::vector<Grant>& out) {
  for (const Edge& edge : edges) add_edge_grants(cluster, edge, out);
}

AccountAccess access_of_account(Cluster& cluster, const RbacSubject& account) {
  AccountAccess out;
  std::set<std::string> words, via;
  for (const Binding* binding : cluster.everywhere().bindings)
    for (const RbacSubject& subject : binding->subjects) {
      if (subject != account) continue;
      std::vector<Grant> grants;
      add_edge_grants(cluster, {subject.pattern(""), binding, &subject, ""}, grants);
      for (const Grant& grant : grants) words.insert(grant.action_words);
      via.insert(binding->key);
      via.insert(concat(binding->role_kind, " ", encoded(binding->role_name, ":")));
    }
  out.words.assign(words.begin(), words.end());
  out.via.assign(via.begin(), via.end());
  return out;
}

}  // namespace foureyes::kubernetes
