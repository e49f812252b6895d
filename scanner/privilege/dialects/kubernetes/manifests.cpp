#include "privilege/dialects/kubernetes/manifests.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/json_document.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/dialects/github_actions/library.h"
#include "privilege/dialects/kubernetes/templates.h"
#include "privilege/silent_manifests.h"

namespace foureyes::kubernetes {
namespace {

constexpr int kMaxListDepth = 4;

std::string text_of(const DocumentNode& node, std::string_view key) {
  const DocumentNode* value = node.find(key);
  return value && value->is_scalar() ? value->text : "";
}

std::map<std::string, std::string> texts_of(const DocumentNode* metadata, std::string_view key) {
  std::map<std::string, std::string> out;
  const DocumentNode* map = metadata ? metadata->find(key) : nullptr;
  if (map)
    for (const auto& [name, value] : map->members)
      if (value.is_scalar()) out[name.text] = value.text;
  return out;
}

// Objects without a namespace of their own.
bool is_cluster_wide(std::string_view kind) {
  return kind == "ClusterRole" || kind == "ClusterRoleBinding" || kind == "Namespace";
}

struct ListItem {  // what an item of a typed list need not say itself
  std::string group;
  std::string kind;
};

Manifest manifest_of(const DocumentNode& node, const std::string& path, const ListItem& item) {
  Manifest out;
  out.path = path;
  const std::string version = text_of(node, "apiVersion");
  const std::size_t slash = version.find('/');
  out.group = slash == version.npos ? "" : version.substr(0, slash);
  if (version.empty()) out.group = item.group;
  out.kind = text_of(node, "kind");
  if (out.kind.empty()) out.kind = item.kind;
  const DocumentNode* metadata = node.find("metadata");
  if (metadata) {
    out.name = text_of(*metadata, "name");
    if (out.name.empty() && metadata->find("generateName"))
      out.name = text_of(*metadata, "generateName") + "*";
    if (!is_cluster_wide(out.kind)) out.name_space = text_of(*metadata, "namespace");
  }
  out.labels = texts_of(metadata, "labels");
  out.annotations = texts_of(metadata, "annotations");
  return out;
}

void collect(DocumentNode node, const std::string& path, const ListItem& item, int depth,
             std::vector<Manifest>& out) {
  if (!node.is_mapping()) return;
  Manifest manifest = manifest_of(node, path, item);
  DocumentNode* items = nullptr;
  for (auto& [key, value] : node.members)
    if (key.text == "items" && value.is_sequence()) items = &value;
  if (items && manifest.kind.ends_with("List") && depth < kMaxListDepth) {
    const ListItem of_list = {manifest.group, manifest.kind.substr(0, manifest.kind.size() - 4)};
    for (DocumentNode& entry : items->items)
      collect(std::move(entry), path, of_list, depth + 1, out);
    return;
  }
  if (manifest.kind.empty()) return;
  manifest.node = std::move(node);
  out.push_back(std::move(manifest));
}

Result<std::vector<DocumentNode>> documents_of(std::string_view content, const std::string& path) {
  if (to_lower(extension(path)) != "json") return read_yaml_stream(content, path);
  if (content.starts_with("\xef\xbb\xbf")) content.remove_prefix(3);
  TRY_ASSIGN(DocumentNode root, read_json(content, path));
  std::vector<DocumentNode> documents;
  documents.push_back(std::move(root));
  return documents;
}

// Keys may be written with escapes; then only the parser can tell.
bool may_hold_manifests(std::string_view content) {
  const bool says = contains(content, "apiVersion") && contains(content, "kind");
  return says || contains(content, "\\u") || contains(content, "\\x") || contains(content, "\\U");
}

ManifestFile unread(const std::string& path, UnknownReason reason, std::string detail,
                    std::string digest) {
  ManifestFile file;
  const NoticeReason why =
      reason == UnknownReason::rendering ? NoticeReason::unresolved : NoticeReason::unparsable;
  file.notice = Notice{why, path, detail, true};
  file.unknown = Unknown{reason, std::move(detail), std::move(digest)};
  return file;
}

ManifestFile unrendered(const std::string& path, std::string_view facts) {
  return unread(path, UnknownReason::rendering, "A template that was not rendered.",
                sha256(facts).hex());
}

}  // namespace

bool is_manifest_path(std::string_view path) {
  if (github_actions::is_workflow_path(path)) return false;
  const std::string kind = to_lower(extension(path));
  return kind == "yml" || kind == "yaml" || kind == "json" || kind == "tpl" ||
         file_name(path) == "Kustomization";
}

std::vector<Manifest> read_manifests(std::string_view content, const std::string& path) {
  std::vector<Manifest> out;
  auto documents = documents_of(content, path);
  if (!documents) return out;
  for (DocumentNode& root : *documents) collect(std::move(root), path, {}, 0, out);
  return out;
}

ManifestFile read_manifest_file(const TreeView& tree, const std::string& path,
                                const PrivilegeLimits& limits) {
  const auto file = read_privilege_file(tree, path, limits);
  ManifestFile out;
  if (!file) return out;
  if (!file->content) {
    const std::string name = to_lower(extension(path));
    if (name == "json" || name == "tpl") return out;  // data, more often than manifests
    out.unknown = file->unknown;
    out.notice = file->notice;
    return out;
  }
  const std::string& content = *file->content;
  if (content.find('\0') != content.npos) return out;
  if (const auto facts = template_facts(tree, path, content))
    return facts->empty() ? out : unrendered(path, *facts);
  if (to_lower(extension(path)) == "tpl" || !may_hold_manifests(content)) return out;
  if (is_silent_manifest(content)) return out;
  auto documents = documents_of(content, path);
  if (!documents) {
    const std::string facts = privilege_lines(content);
    if (facts.empty() || !speaks_of_manifests(content)) return out;
    if (contains(content, "{{")) return unrendered(path, facts);
    return unread(path, UnknownReason::parse,
                  concat(documents.error().what, " at ", documents.error().where, "."),
                  sha256(content).hex());
  }
  for (DocumentNode& root : *documents) collect(std::move(root), path, {}, 0, out.manifests);
  return out;
}

Truth truth_of(const DocumentNode* node) {
  if (!node || node->is_null()) return Truth::absent;
  if (!node->is_scalar() || node->quoted) return Truth::malformed;
  const std::string text = to_lower(node->text);
  if (text == "true" || text == "yes" || text == "on" || text == "y") return Truth::yes;
  if (text == "false" || text == "no" || text == "off" || text == "n") return Truth::no;
  return Truth::malformed;
}

std::optional<std::vector<std::string>> strings_of(const DocumentNode* node) {
  std::vector<std::string> out;
  if (!node || node->is_null()) return out;
  if (!node->is_sequence()) return std::nullopt;
  for (const DocumentNode& item : node->items) {
    if (!item.is_string()) return std::nullopt;
    out.push_back(item.text);
  }
  return out;
}

std::string encoded(std::string_view text, std::string_view keep) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
    if (plain || keep.find(c) != keep.npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += concat('%', kDigits[byte >> 4], kDigits[byte & 15]);
    }
  }
  return out;
}

std::string scoped_name(const std::string& name_space, const std::string& name) {
  const std::string own = encoded(name, ":");
  return name_space.empty() ? own : concat(encoded(name_space), "/", own);
}

std::string object_key(const Manifest& manifest) {
  const std::string name =
      concat(encoded(manifest.kind), " ", scoped_name(manifest.name_space, manifest.name));
  return manifest.place.empty() ? name : concat(name, " (in ", encoded(manifest.place, "/"), ")");
}

}  // namespace foureyes::kubernetes
