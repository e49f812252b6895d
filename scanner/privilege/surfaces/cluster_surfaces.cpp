// Kubernetes and what runs on it, containers (reference: a5 to a7). A document belongs to a surface
// by its apiVersion and kind, never by its path.
#include <algorithm>
#include <array>

#include "base/canonical_json.h"
#include "base/text.h"
#include "privilege/normal_form.h"
#include "privilege/silent_manifests.h"
#include "privilege/surfaces/surface_table.h"

namespace foureyes::surfaces {
namespace {

bool is_manifest(const SurfaceFile& file) {
  return file.has_extension({"yml", "yaml", "json", "tpl"}) && file.holds("apiVersion") &&
         file.holds("kind") && !is_silent_manifest(file.content());
}

std::string text_of(const DocumentNode& node, std::string_view key) {
  const DocumentNode* value = node.find(key);
  return value && value->is_scalar() ? value->text : "";
}

Facts whole(const DocumentNode& node) { return canonical_json(normal_form(node)); }

using FactsOfManifest = Facts (*)(const DocumentNode& manifest);

// Lists hold manifests in turn.
Facts manifests(const DocumentNode& node, FactsOfManifest facts_of, int depth) {
  if (!node.is_mapping() || depth > 4) return "";
  if (text_of(node, "kind").ends_with("List"))
    if (const DocumentNode* items = node.find("items")) {
      Facts out;
      for (const DocumentNode& item : items->items) out += manifests(item, facts_of, depth + 1);
      return out;
    }
  return facts_of(node);
}

Facts all_manifests(SurfaceFile& file, FactsOfManifest facts_of) {
  const auto* documents = file.documents();
  Facts out;
  if (documents)
    for (const DocumentNode& root : *documents) out += manifests(root, facts_of, 0);
  return out;
}

// What decides about objects as they are applied, and who is mapped to a cluster from outside.
Facts admission_facts(const DocumentNode& manifest) {
  const std::string group = text_of(manifest, "apiVersion"), kind = text_of(manifest, "kind");
  if (group.starts_with("admissionregistration.k8s.io/")) return whole(manifest);
  if (kind == "PodSecurityPolicy" || kind == "SecurityContextConstraints") return whole(manifest);
  const DocumentNode* metadata = manifest.find("metadata");
  const std::string name = metadata ? text_of(*metadata, "name") : "";
  return kind == "ConfigMap" && name == "aws-auth" ? whole(manifest) : "";
}

Facts admission(SurfaceFile& file) { return all_manifests(file, admission_facts); }

Facts argo_facts(const DocumentNode& manifest) {
  const std::string group = text_of(manifest, "apiVersion"), kind = text_of(manifest, "kind");
  const DocumentNode* metadata = manifest.find("metadata");
  const std::string name = metadata ? text_of(*metadata, "name") : "";
  if (kind == "ConfigMap" && name.starts_with("argocd-rbac")) return whole(manifest);
  if (!group.starts_with("argoproj.io/")) return "";
  if (kind == "AppProject") return whole(manifest);
  return facts_by_keys(manifest, {"project", "syncPolicy", "destination", "serviceAccountName",
                                  "securityContext", "repoURL"});
}

Facts argo(SurfaceFile& file) { return all_manifests(file, argo_facts); }

Facts tekton_facts(const DocumentNode& manifest) {
  if (!contains(text_of(manifest, "apiVersion"), "tekton.dev/")) return "";
  return facts_by_keys(manifest,
                       {"serviceAccountName", "taskRunTemplate", "securityContext", "workspaces",
                        "taskRef", "pipelineRef", "resolver", "annotations", "hostPath"});
}

Facts tekton(SurfaceFile& file) { return all_manifests(file, tekton_facts); }

bool is_dockerfile(const SurfaceFile& file) {
  const std::string name = to_lower(file.name());
  return name == "dockerfile" || name.starts_with("dockerfile.") || name.ends_with(".dockerfile") ||
         name == "containerfile";
}

// The user of the last stage: that is whom the container runs as.
Facts dockerfile(SurfaceFile& file) {
  std::string user = "of the base image";
  for (std::string_view line : split_lines(file.content())) {
    const std::string lower = to_lower(trim(line));
    if (lower.starts_with("from ")) user = "of the base image";
    if (lower.starts_with("user ")) user = trim(trim(line).substr(5));
  }
  return concat("user ", user);
}

bool is_compose(const SurfaceFile& file) {
  const std::string name = to_lower(file.name());
  return file.has_extension({"yml", "yaml"}) &&
         (name.starts_with("docker-compose") || name.starts_with("compose."));
}

Facts compose(SurfaceFile& file) {
  return facts_of_documents(file, {"privileged", "cap_add", "pid", "ipc", "network_mode",
                                   "security_opt", "devices", "userns_mode", "user"}) +
         lines_with(file, {"docker.sock", "- /:", "\"/:"});
}

}  // namespace

void add_cluster_surfaces(std::vector<Surface>& out) {
  out.push_back({"Kubernetes admission", is_manifest, admission});
  out.push_back({"Argo CD", is_manifest, argo});
  out.push_back({"Tekton", is_manifest, tekton});
  out.push_back({"a container image's user", is_dockerfile, dockerfile, Presence::both_sides});
  out.push_back({"Docker Compose", is_compose, compose});
}

}  // namespace foureyes::surfaces
