// Kubernetes: who may do what in a cluster (RBAC), which service accounts pods act as, and what
// pods may do to their nodes. Only files that the change touches are read; a join (binding -> role,
// workload -> service account -> binding -> role) looks through the rest of the tree when something
// to join has changed.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/kubernetes/access.h"
#include "privilege/dialects/kubernetes/workload_grants.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using namespace kubernetes;

std::set<std::string> united(std::set<std::string> a, const std::set<std::string>& b) {
  a.insert(b.begin(), b.end());
  return a;
}

template <class T>
std::set<std::string> keys_of(const std::vector<T>& objects) {
  std::set<std::string> out;
  for (const T& object : objects) out.insert(object.key);
  return out;
}

// Grants that need no look at the other side.
void add_own_grants(Cluster& cluster, DialectFacts& out) {
  out = cluster.facts();
  add_role_grants(cluster.objects(), out.grants);
  for (const ServiceAccount& account : cluster.objects().accounts)
    add_cloud_identities(account, out.grants);
  for (const Manifest& name_space : cluster.objects().namespaces)
    add_namespace_guards(name_space, out.grants);
}

// The edges of subjects that are tied to other roles than on the other side. A role that changes
// under an edge that stays is the role's own record.
std::vector<Edge> changed_edges(const std::vector<Edge>& own, const std::vector<Edge>& other) {
  std::map<Pattern, std::set<std::string>> here, there;
  for (const Edge& edge : own) here[edge.subject].insert(edge.text);
  for (const Edge& edge : other) there[edge.subject].insert(edge.text);
  std::set<Pattern> changed;
  for (const auto& [subject, roles] : here)
    if (const auto found = there.find(subject); found == there.end() || found->second != roles)
      changed.insert(subject);
  for (const auto& [subject, roles] : there)
    if (!here.contains(subject)) changed.insert(subject);
  // Subjects may contain one another: when one changes, all are compared.
  return changed.empty() ? std::vector<Edge>() : own;
}

// Workloads whose rights are another's of the same name on the other side are left out.
std::vector<const Workload*> changed_workloads(const Objects& own, const Objects& other) {
  std::multimap<std::string, const Workload*> there;
  for (const Workload& workload : other.workloads) there.emplace(workload.key, &workload);
  std::vector<const Workload*> out;
  for (const Workload& workload : own.workloads) {
    const auto [begin, end] = there.equal_range(workload.key);
    const bool same = std::any_of(
        begin, end, [&](const auto& item) { return workload.same_rights(*item.second); });
    if (!same) out.push_back(&workload);
  }
  return out;
}

bool may_aggregate(const Objects& objects) {
  return std::any_of(objects.roles.begin(), objects.roles.end(), [](const Role& role) {
    return role.kind == "ClusterRole" && (role.is_aggregated || !role.labels.empty());
  });
}

void add_joined_grants(Cluster& cluster, const Cluster& other, DialectFacts& out) {
  add_access_grants(cluster, changed_edges(edges_of(cluster.objects()), edges_of(other.objects())),
                    out.grants);
  const std::set<std::string> there = keys_of(other.objects().workloads);
  for (const Workload* workload : changed_workloads(cluster.objects(), other.objects())) {
    add_workload_grants(cluster, *workload, out.grants);
    if (there.contains(workload->key)) add_workload_guard(*workload, out.grants);
  }
  const std::set<std::string> accounts = keys_of(other.objects().accounts);
  for (const ServiceAccount& account : cluster.objects().accounts)
    if (accounts.contains(account.key)) add_token_default(account, out.grants);
  if (may_aggregate(cluster.objects()) || may_aggregate(other.objects()))
    add_aggregated_grants(cluster, out.grants);
}

std::set<std::string> manifests_of(const TreeView& tree) {
  std::set<std::string> out;
  for (const TreeEntry& entry : tree.entries())
    if (entry.kind != EntryKind::submodule && is_manifest_path(entry.path)) out.insert(entry.path);
  return out;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  ReadFiles cache;
  Cluster cluster(tree, manifests_of(tree), options, cache);
  cluster.make_objects(cluster.repeated_keys());
  DialectFacts out;
  add_own_grants(cluster, out);
  add_access_grants(cluster, edges_of(cluster.objects()), out.grants);
  for (const Workload& workload : cluster.objects().workloads) {
    add_workload_grants(cluster, workload, out.grants);
    add_workload_guard(workload, out.grants);
  }
  if (may_aggregate(cluster.objects())) add_aggregated_grants(cluster, out.grants);
  out.notices = cluster.facts().notices;
  return out;
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  std::set<std::string> before, after;
  for (const EntryChange& change : changes.entries) {
    if (!is_manifest_path(change.path())) continue;
    if (change.before && change.before->kind != EntryKind::submodule) before.insert(change.path());
    if (change.after && change.after->kind != EntryKind::submodule) after.insert(change.path());
  }
  if (before.empty() && after.empty()) return out;
  ReadFiles cache;
  Cluster base(changes.base, before, options, cache), head(changes.head, after, options, cache);
  const std::set<std::string> repeated = united(base.repeated_keys(), head.repeated_keys());
  base.make_objects(repeated);
  head.make_objects(repeated);
  DialectFacts base_facts, head_facts;
  add_own_grants(base, base_facts);
  add_own_grants(head, head_facts);
  add_joined_grants(base, head, base_facts);
  add_joined_grants(head, base, head_facts);
  out.records = records_between(base_facts, head_facts, changes.head, options.limits);
  out.notices = head.facts().notices;
  return out;
}

bool reads(std::string_view path) { return is_manifest_path(path); }

}  // namespace

const Dialect& kubernetes_dialect() {
  static const Dialect dialect = {"kubernetes", "2", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
