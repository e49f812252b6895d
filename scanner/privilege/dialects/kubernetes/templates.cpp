#include "privilege/dialects/kubernetes/templates.h"

#include <algorithm>
#include <array>

#include "base/canonical_json.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/normal_form.h"

namespace foureyes::kubernetes {
namespace {

constexpr std::array<std::string_view, 26> kWords = {"securitycontext",
                                                     "privileged",
                                                     "hostnetwork",
                                                     "hostpid",
                                                     "hostipc",
                                                     "hostpath",
                                                     "hostport",
                                                     "hostusers",
                                                     "hostprocess",
                                                     "serviceaccount",
                                                     "automount",
                                                     "runas",
                                                     "capabilities",
                                                     "seccomp",
                                                     "procmount",
                                                     "privilegeescalation",
                                                     "sysctls",
                                                     "apparmor",
                                                     "selinux",
                                                     "pod-security.kubernetes",
                                                     "rbac",
                                                     "clusterrole",
                                                     "rolebinding",
                                                     "shareprocess",
                                                     "projected",
                                                     "role-arn"};

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_access_file(std::string_view content) {
  return contains(content, "rbac.authorization.k8s.io") ||
         contains(content, "kind: ServiceAccount") || contains(content, "kind: Namespace");
}

std::string_view chart_of(std::string_view path) {
  const std::size_t at = path.rfind("/templates/");
  if (at != path.npos) return path.substr(0, at);
  return path.starts_with("templates/") ? "" : path;  // the path itself: in no chart
}

bool is_chart(const TreeView& tree, std::string_view directory) {
  return tree.find(join_path(directory, "Chart.yaml")) != nullptr;
}

bool is_kustomization(std::string_view path) {
  const std::string_view name = file_name(path);
  return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization";
}

// Keys that change neither names nor grants of what is built.
bool is_harmless(std::string_view key) {
  constexpr std::array<std::string_view, 11> kKeys = {"images",
                                                      "replicas",
                                                      "configMapGenerator",
                                                      "secretGenerator",
                                                      "generatorOptions",
                                                      "metadata",
                                                      "buildMetadata",
                                                      "apiVersion",
                                                      "kind",
                                                      "commonAnnotations",
                                                      "openapi"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

std::string kustomization_facts(std::string_view content) {
  auto root = read_yaml(content, "kustomization");
  if (!root || !root->is_mapping()) return std::string(content);
  DocumentNode rest = *root;
  rest.members.clear();
  for (const auto& [key, value] : root->members)
    if (!is_harmless(key.text)) rest.members.push_back({key, value});
  return rest.members.empty() ? "" : canonical_json(normal_form(rest));
}

// A patch is no object of its own: what it leaves out stays as it was.
bool is_patch(const TreeView& tree, const std::string& path) {
  std::string_view directory = directory_name(path);
  for (int level = 0; level < 3; ++level) {
    for (std::string_view name : {"kustomization.yaml", "kustomization.yml", "Kustomization"}) {
      const TreeEntry* entry = tree.find(join_path(directory, name));
      if (!entry) continue;
      const auto text = tree.read(*entry, 1u << 20);
      const std::string relative = path.substr(directory.empty() ? 0 : directory.size() + 1);
      if (!text || !contains(*text, relative)) continue;
      const auto root = read_yaml(*text, name);
      if (!root) return true;
      for (std::string_view key : {"patches", "patchesStrategicMerge", "patchesJson6902"})
        if (const DocumentNode* list = root->find(key))
          if (contains(canonical_json(normal_form(*list)), relative)) return true;
    }
    if (directory.empty()) break;
    directory = directory_name(directory);
  }
  return false;
}

bool is_values_file(const TreeView& tree, std::string_view path) {
  const std::string_view name = file_name(path);
  return name.starts_with("values") && is_chart(tree, directory_name(path));
}

}  // namespace

bool speaks_of_manifests(std::string_view content) {
  return contains(content, "apiVersion") && contains(content, "kind");
}

std::string privilege_lines(std::string_view content) {
  const bool whole = is_access_file(content);
  std::string out;
  std::size_t open = std::string_view::npos;  // the indent of the line whose block is taken
  for (std::string_view raw : split_lines(content)) {
    const std::string_view line = trim(raw);
    if (line.empty() || line.starts_with('#') || line.starts_with("{{/*")) continue;
    const std::size_t indent = indent_of(raw);
    const bool below =
        open != std::string_view::npos && (indent > open || (indent == open && line[0] == '-'));
    if (!below) open = std::string_view::npos;
    const std::string lower = to_lower(line);
    const bool named = std::any_of(kWords.begin(), kWords.end(),
                                   [&](std::string_view word) { return contains(lower, word); });
    if (named && !below) open = indent;
    if (whole || below || named) out += concat(line, "\n");
    // Which branch is taken decides about what stands in it.
    else if (line.starts_with("{{"))
      out += concat(line, "\n");
  }
  const auto speaks = [&](std::string_view word) { return contains(to_lower(out), word); };
  return whole || std::any_of(kWords.begin(), kWords.end(), speaks) ? out : "";
}

std::optional<std::string> template_facts(const TreeView& tree, const std::string& path,
                                          std::string_view content) {
  if (is_kustomization(path)) return kustomization_facts(content);
  const std::string_view chart = chart_of(path);
  if (chart != path && is_chart(tree, chart) && contains(content, "{{"))
    return privilege_lines(content);
  if (is_values_file(tree, path)) return privilege_lines(content);
  if (speaks_of_manifests(content) && is_patch(tree, path)) return privilege_lines(content);
  return std::nullopt;
}

}  // namespace foureyes::kubernetes
