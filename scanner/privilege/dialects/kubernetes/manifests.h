// The Kubernetes objects of a file, read as the API server's clients read them: several documents,
// lists, JSON or YAML. What must be rendered first (Helm, kustomize patches), or does not parse, is
// an unknown with a digest of what in it speaks of privileges.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "privilege/change_set.h"

namespace foureyes::kubernetes {

// One object. `place` tells two of the same name apart that stand in different directories (the
// same object for several clusters); else "".
struct Manifest {
  std::string path;
  std::string group;  // of the API: "" is core
  std::string kind;
  std::string name_space;  // "" when the file names none
  std::string name;
  std::string place;
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
  DocumentNode node;

  std::uint32_t line() const { return node.line; }
};

struct ManifestFile {
  std::vector<Manifest> manifests;
  std::optional<Unknown> unknown;  // then there are no manifests
  std::optional<Notice> notice;
};

constexpr std::string_view kRbacGroup = "rbac.authorization.k8s.io";

// By name alone: may hold manifests, or the values of templates.
bool is_manifest_path(std::string_view path);

// Manifests of kinds that say something about privileges. A file of another kind is empty.
ManifestFile read_manifest_file(const TreeView& tree, const std::string& path,
                                const PrivilegeLimits& limits);
// The same of bytes that are known to be no template.
std::vector<Manifest> read_manifests(std::string_view content, const std::string& path);

// What the API server takes for a boolean: absent, true, false, or not one. A client reads YAML 1.1
// (yes, on); a quoted "true" is refused.
enum class Truth { absent, no, yes, malformed };
Truth truth_of(const DocumentNode* node);

// A list of strings; an absent or null one is empty; nullopt for anything else.
std::optional<std::vector<std::string>> strings_of(const DocumentNode* node);

// One way to write a name in a pattern or a sentence: every byte that separates or means something
// there becomes %XX. `keep` names bytes that stay, beside letters, digits, '-', '_' and '.'.
std::string encoded(std::string_view text, std::string_view keep = "");

// "ClusterRole `a`", "Role `payments/a`".
std::string object_key(const Manifest& manifest);
std::string scoped_name(const std::string& name_space, const std::string& name);

}  // namespace foureyes::kubernetes
