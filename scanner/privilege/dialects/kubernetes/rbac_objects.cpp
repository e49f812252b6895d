#include "privilege/dialects/kubernetes/rbac_objects.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/normal_form.h"

namespace foureyes::kubernetes {
namespace {

std::string text_of(const DocumentNode& node, std::string_view key) {
  const DocumentNode* value = node.find(key);
  return value && value->is_string() ? value->text : "";
}

std::optional<LabelSelector> read_selector(const DocumentNode& node) {
  LabelSelector out;
  if (!node.is_mapping()) return std::nullopt;
  if (const DocumentNode* labels = node.find("matchLabels"))
    for (const auto& [key, value] : labels->members) out.push_back({key.text, "In", {value.text}});
  const DocumentNode* list = node.find("matchExpressions");
  if (!list) return out;
  for (const DocumentNode& item : list->items) {
    auto values = strings_of(item.find("values"));
    if (!values) return std::nullopt;
    out.push_back({text_of(item, "key"), text_of(item, "operator"), std::move(*values)});
  }
  return out;
}

bool read_aggregation(const DocumentNode& node, Role& role) {
  const DocumentNode* rule = node.find("aggregationRule");
  if (!rule || rule->is_null()) return true;
  role.is_aggregated = true;
  const DocumentNode* selectors = rule->find("clusterRoleSelectors");
  if (!selectors) return true;
  for (const DocumentNode& item : selectors->items) {
    auto selector = read_selector(item);
    if (!selector) return false;
    role.aggregates.push_back(std::move(*selector));
  }
  return true;
}

// The user name by which a service account is known is the service account.
RbacSubject canonical(RbacSubject subject) {
  constexpr std::string_view kPrefix = "system:serviceaccount:";
  if (subject.kind != "User" || !subject.name.starts_with(kPrefix)) return subject;
  const std::string rest = subject.name.substr(kPrefix.size());
  const std::size_t colon = rest.find(':');
  if (colon == rest.npos) return subject;
  return {"ServiceAccount", rest.substr(colon + 1), rest.substr(0, colon)};
}

bool requirement_holds(const LabelRequirement& requirement,
                       const std::map<std::string, std::string>& labels) {
  const auto found = labels.find(requirement.key);
  const bool there = found != labels.end();
  const bool listed = there && std::find(requirement.values.begin(), requirement.values.end(),
                                         found->second) != requirement.values.end();
  if (requirement.op == "In") return listed;
  if (requirement.op == "NotIn") return !listed;
  if (requirement.op == "Exists") return there;
  return requirement.op == "DoesNotExist" && !there;
}

std::string at_place(const std::string& place) {
  return place.empty() ? "" : concat(" (in ", encoded(place, "/"), ")");
}

}  // namespace

bool is_role(const Manifest& manifest) {
  return manifest.group == kRbacGroup &&
         (manifest.kind == "Role" || manifest.kind == "ClusterRole");
}

bool is_binding(const Manifest& manifest) {
  return manifest.group == kRbacGroup &&
         (manifest.kind == "RoleBinding" || manifest.kind == "ClusterRoleBinding");
}

bool is_service_account(const Manifest& manifest) {
  return manifest.group.empty() && manifest.kind == "ServiceAccount";
}

Pattern RbacSubject::pattern(const std::string& place) const {
  const std::string where = at_place(place);
  if (kind == "ServiceAccount")
    return Pattern::literal(
        concat("serviceaccount ", encoded(name_space), "/", encoded(name), where));
  const std::string own = concat(kind == "Group" ? "group " : "user ", encoded(name, ":@/"), where);
  if (kind != "Group" || !place.empty()) return Pattern::literal(own);
  // Groups whose members are known by their names.
  constexpr std::string_view kAccounts = "system:serviceaccounts";
  if (name == kAccounts)
    return Pattern::set({own, "group system:serviceaccounts:*", "serviceaccount *"});
  if (name.starts_with("system:serviceaccounts:"))
    return Pattern::set(
        {own, concat("serviceaccount ", encoded(name.substr(kAccounts.size() + 1)), "/*")});
  if (name == "system:authenticated")
    return Pattern::complement({"group system:unauthenticated", "user system:anonymous"});
  if (name == "system:unauthenticated") return Pattern::set({own, "user system:anonymous"});
  return Pattern::literal(own);
}

std::string RbacSubject::words(const std::string& place) const {
  std::string out;
  if (kind == "ServiceAccount")
    out = concat("service account `", scoped_name(name_space, name), "`");
  else if (kind == "User")
    out = concat("user `", encoded(name, ":@/"), "`");
  else
    out = concat("group `", encoded(name, ":@/"), "`");
  if (kind == "Group" && name == "system:authenticated") out += " (everybody who logs in)";
  if (kind == "Group" && name == "system:unauthenticated") out += " (anybody, without login)";
  if (kind == "User" && name == "system:anonymous") out += " (anybody, without login)";
  return out + at_place(place);
}

std::optional<Role> read_role(const Manifest& manifest) {
  Role role;
  role.key = object_key(manifest);
  role.kind = manifest.kind;
  role.name_space = manifest.name_space;
  role.name = manifest.name;
  role.place = manifest.place;
  role.labels = manifest.labels;
  role.origin = {manifest.path, manifest.line()};
  role.digest = normal_digest(manifest.node);
  if (!read_aggregation(manifest.node, role)) return std::nullopt;
  if (role.is_aggregated) return role;
  const auto rules = read_rules(manifest.node.find("rules"));
  if (!rules) return std::nullopt;
  auto atoms = atoms_of_rules(*rules);
  if (!atoms) return std::nullopt;
  role.atoms = std::move(*atoms);
  return role;
}

std::optional<Binding> read_binding(const Manifest& manifest) {
  Binding binding;
  binding.key = object_key(manifest);
  binding.name_space = manifest.name_space;
  binding.is_cluster_wide = manifest.kind == "ClusterRoleBinding";
  binding.place = manifest.place;
  binding.origin = {manifest.path, manifest.line()};
  const DocumentNode* role = manifest.node.find("roleRef");
  if (!role || !role->is_mapping()) return std::nullopt;
  binding.role_kind = text_of(*role, "kind");
  binding.role_name = text_of(*role, "name");
  if (binding.role_kind != "Role" && binding.role_kind != "ClusterRole") return std::nullopt;
  const DocumentNode* subjects = manifest.node.find("subjects");
  if (!subjects || subjects->is_null()) return binding;
  if (!subjects->is_sequence()) return std::nullopt;
  for (const DocumentNode& item : subjects->items) {
    RbacSubject subject = {text_of(item, "kind"), text_of(item, "name"), ""};
    if (subject.kind == "ServiceAccount") {
      subject.name_space = text_of(item, "namespace");
      if (subject.name_space.empty()) subject.name_space = manifest.name_space;
    } else if (subject.kind != "User" && subject.kind != "Group") {
      return std::nullopt;
    }
    binding.subjects.push_back(canonical(std::move(subject)));
  }
  return binding;
}

ServiceAccount read_service_account(const Manifest& manifest) {
  constexpr std::array<std::string_view, 3> kIdentities = {"eks.amazonaws.com/role-arn",
                                                           "iam.gke.io/gcp-service-account",
                                                           "azure.workload.identity/client-id"};
  ServiceAccount account;
  account.key = object_key(manifest);
  account.name_space = manifest.name_space;
  account.name = manifest.name;
  account.place = manifest.place;
  account.mounts_token = truth_of(manifest.node.find("automountServiceAccountToken"));
  account.origin = {manifest.path, manifest.line()};
  for (std::string_view annotation : kIdentities)
    if (const auto found = manifest.annotations.find(std::string(annotation));
        found != manifest.annotations.end())
      account.cloud_identities.insert(*found);
  return account;
}

bool selects(const LabelSelector& selector, const std::map<std::string, std::string>& labels) {
  return std::all_of(selector.begin(), selector.end(), [&](const LabelRequirement& requirement) {
    return requirement_holds(requirement, labels);
  });
}

std::string aggregate_target(const std::string& label, const std::string& value) {
  constexpr std::string_view kPrefix = "rbac.authorization.k8s.io/aggregate-to-";
  return label.starts_with(kPrefix) && value == "true" ? label.substr(kPrefix.size()) : "";
}

}  // namespace foureyes::kubernetes
