#include "privilege/dialects/kubernetes/workloads.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "privilege/normal_form.h"

namespace foureyes::kubernetes {
namespace {

const DocumentNode* below(const DocumentNode* node, std::initializer_list<std::string_view> path) {
  for (std::string_view key : path) node = node ? node->find(key) : nullptr;
  return node;
}

bool is_pod(const DocumentNode* node) {
  return node && node->is_mapping() && (node->find("containers") || node->find("initContainers"));
}

// Projected volumes bring tokens whatever automountServiceAccountToken says.
void read_projected_tokens(const DocumentNode& pod, Workload& out) {
  const DocumentNode* volumes = pod.find("volumes");
  if (!volumes) return;
  for (const DocumentNode& volume : volumes->items) {
    const DocumentNode* sources = below(&volume, {"projected", "sources"});
    if (!sources) continue;
    for (const DocumentNode& source : sources->items)
      if (const DocumentNode* token = source.find("serviceAccountToken"))
        out.audiences.insert(token->find_string("audience").value_or(""));
  }
}

}  // namespace

const DocumentNode* pod_of(const Manifest& manifest) {
  const DocumentNode& root = manifest.node;
  if (manifest.kind == "Pod" && manifest.group.empty()) return root.find("spec");
  const DocumentNode* candidates[] = {
      below(&root, {"spec", "template", "spec"}),
      below(&root, {"spec", "jobTemplate", "spec", "template", "spec"}),
      below(&root, {"template", "spec"})};
  for (const DocumentNode* node : candidates)
    if (is_pod(node)) return node;
  return nullptr;
}

std::vector<const DocumentNode*> containers_of(const DocumentNode& pod) {
  std::vector<const DocumentNode*> out;
  for (std::string_view key : {"initContainers", "containers", "ephemeralContainers"})
    if (const DocumentNode* list = pod.find(key))
      for (const DocumentNode& container : list->items)
        if (container.is_mapping()) out.push_back(&container);
  return out;
}

bool Workload::same_rights(const Workload& other) const {
  const auto fields = [](const Workload& w) {
    return std::tie(w.key, w.account, w.mounts_token, w.audiences, w.rights, w.has_own_users);
  };
  return fields(*this) == fields(other);
}

Workload read_workload(const Manifest& manifest, const DocumentNode& pod) {
  Workload out;
  out.key = object_key(manifest);
  out.name_space = manifest.name_space;
  out.place = manifest.place;
  out.origin = {manifest.path, manifest.line()};
  for (std::string_view key : {"serviceAccount", "serviceAccountName"})  // the second wins
    if (const auto name = pod.find_string(key); name && !name->empty()) out.account = *name;
  out.mounts_token = truth_of(pod.find("automountServiceAccountToken"));
  out.has_own_users = truth_of(pod.find("hostUsers")) == Truth::no;
  read_projected_tokens(pod, out);
  read_pod_rights(manifest, pod, out.rights);
  read_host_paths(pod, out.rights);
  std::sort(out.rights.begin(), out.rights.end());
  return out;
}

}  // namespace foureyes::kubernetes
