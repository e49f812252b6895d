#include "privilege/dialects/kubernetes/cluster.h"

#include <algorithm>

#include "base/canonical_json.h"
#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/normal_form.h"

namespace foureyes::kubernetes {
namespace {

constexpr std::size_t kMaxJoinFiles = 50'000;

bool is_namespace(const Manifest& manifest) {
  return manifest.group.empty() && manifest.kind == "Namespace";
}

bool is_access(const Manifest& manifest) {
  return manifest.group == kRbacGroup || is_service_account(manifest) || is_namespace(manifest);
}

// Cheap: could a join find something in these bytes?
bool may_join(std::string_view content) {
  return contains(content, kRbacGroup) || contains(content, "automountServiceAccountToken");
}

Objects objects_for_joins(std::string_view content, const std::string& path) {
  Objects out;
  if (!may_join(content)) return out;
  for (const Manifest& manifest : read_manifests(content, path)) {
    if (is_role(manifest))
      if (auto role = read_role(manifest)) out.roles.push_back(std::move(*role));
    if (is_binding(manifest))
      if (auto binding = read_binding(manifest)) out.bindings.push_back(std::move(*binding));
    if (is_service_account(manifest)) out.accounts.push_back(read_service_account(manifest));
  }
  return out;
}

template <class T>
void point_to(const std::vector<T>& objects, std::vector<const T*>& out) {
  for (const T& object : objects) out.push_back(&object);
}

}  // namespace

Cluster::Cluster(const TreeView& tree, const std::set<std::string>& paths,
                 const PrivilegeOptions& options, ReadFiles& cache)
    : tree_(tree), paths_(paths), options_(options), cache_(cache) {
  for (const std::string& path : paths_) {
    ManifestFile file = read_manifest_file(tree_, path, options_.limits);
    if (file.unknown) add_unread(path, file);
    const bool says = std::any_of(
        file.manifests.begin(), file.manifests.end(),
        [](const Manifest& manifest) { return is_access(manifest) || pod_of(manifest); });
    if (file.unknown || says) facts_.files.push_back(path);
    for (Manifest& manifest : file.manifests) manifests_.push_back(std::move(manifest));
  }
  drop_overwritten();
}

std::set<std::string> Cluster::repeated_keys() const {
  std::set<std::string> seen, out;
  for (const Manifest& manifest : manifests_) {
    const std::string key = object_key(manifest);
    if (!seen.insert(key).second) out.insert(key);
  }
  return out;
}

// Of one name in one file the last is what stays applied.
void Cluster::drop_overwritten() {
  std::set<std::pair<std::string, std::string>> later;
  std::vector<Manifest> kept;
  for (auto manifest = manifests_.rbegin(); manifest != manifests_.rend(); ++manifest)
    if (later.emplace(object_key(*manifest), manifest->path).second)
      kept.push_back(std::move(*manifest));
  std::reverse(kept.begin(), kept.end());
  manifests_ = std::move(kept);
}

void Cluster::make_objects(const std::set<std::string>& told_apart) {
  std::map<std::string, int> count;  // of a name in a directory
  const auto spot = [](const Manifest& manifest) {
    return concat(object_key(manifest), " ", directory_name(manifest.path));
  };
  for (const Manifest& manifest : manifests_) ++count[spot(manifest)];
  for (Manifest& manifest : manifests_) {
    const bool alone = count[spot(manifest)] == 1;
    if (told_apart.contains(object_key(manifest)))
      manifest.place = alone ? concat("/", directory_name(manifest.path)) : manifest.path;
    add(manifest);
  }
  manifests_.clear();
}

void Cluster::add(const Manifest& manifest) {
  if (is_access(manifest) && contains(canonical_json(normal_form(manifest.node)), "{{"))
    return add_unknown(manifest, UnknownReason::rendering, "a template that was not rendered");
  constexpr std::string_view kRefused = "what the API server would refuse";
  if (is_role(manifest)) {
    if (auto role = read_role(manifest)) return objects_.roles.push_back(std::move(*role));
    if (read_rules(manifest.node.find("rules")))
      return add_unknown(manifest, UnknownReason::limit, "longer than what is compared");
    return add_unknown(manifest, UnknownReason::parse, kRefused);
  }
  if (is_binding(manifest)) {
    if (auto binding = read_binding(manifest))
      return objects_.bindings.push_back(std::move(*binding));
    return add_unknown(manifest, UnknownReason::parse, kRefused);
  }
  if (manifest.group == kRbacGroup)
    return add_unknown(manifest, UnknownReason::new_key, "a kind that this version does not know");
  if (is_service_account(manifest))
    return objects_.accounts.push_back(read_service_account(manifest));
  if (is_namespace(manifest)) return objects_.namespaces.push_back(manifest);
  if (const DocumentNode* pod = pod_of(manifest))
    objects_.workloads.push_back(read_workload(manifest, *pod));
}

void Cluster::add_unread(const std::string& path, const ManifestFile& file) {
  Grant grant;
  grant.plane = Plane::cluster;
  const bool is_template = file.unknown->reason == UnknownReason::rendering;
  grant.kind = is_template ? "unrendered" : "unreadable";
  grant.subject = Pattern::literal(path);
  grant.subject_words = path;
  grant.action_words = is_template ? "grant anything: it is rendered before it is applied"
                                   : "grant anything: it cannot be read as manifests";
  grant.brief_words = is_template ? "unrendered" : "unreadable";
  grant.unknown = file.unknown;
  grant.source = {path, "", 1};
  facts_.grants.push_back(std::move(grant));
  if (file.notice && !is_template) facts_.notices.push_back(*file.notice);
}

void Cluster::add_unknown(const Manifest& manifest, UnknownReason reason, std::string_view words) {
  Grant grant;
  grant.plane = Plane::cluster;
  grant.kind = reason == UnknownReason::rendering ? "unrendered" : "unreadable";
  grant.subject = Pattern::literal(object_key(manifest));
  grant.subject_words = concat("`", object_key(manifest), "`");
  grant.action_words = concat("grant anything: it is ", words);
  grant.brief_words = words;
  grant.unknown = Unknown{reason, concat("It is ", words, "."), normal_digest(manifest.node)};
  grant.source = {manifest.path, "", manifest.line()};
  facts_.grants.push_back(std::move(grant));
}

const Everywhere& Cluster::everywhere() {
  if (looked_everywhere_) return everywhere_;
  looked_everywhere_ = true;
  point_to(objects_.roles, everywhere_.roles);
  point_to(objects_.bindings, everywhere_.bindings);
  point_to(objects_.accounts, everywhere_.accounts);
  std::size_t count = 0;
  for (const TreeEntry& entry : tree_.entries()) {
    const std::string kind = to_lower(extension(entry.path));
    if ((kind != "yml" && kind != "yaml") || !is_manifest_path(entry.path)) continue;
    if (entry.kind == EntryKind::submodule || entry.kind == EntryKind::symlink) continue;
    if (paths_.contains(entry.path)) continue;
    if (++count > kMaxJoinFiles) {
      facts_.notices.push_back(
          {NoticeReason::partial_scan, "",
           concat("More than ", kMaxJoinFiles,
                  " YAML files: roles and bindings in the rest were not joined."),
           true});
      break;
    }
    const std::string id = concat(entry.object, " ", entry.path);
    auto found = cache_.find(id);
    if (found == cache_.end()) {
      const auto content = tree_.read(entry, options_.limits.file_bytes);
      found =
          cache_.emplace(id, content ? objects_for_joins(*content, entry.path) : Objects()).first;
    }
    point_to(found->second.roles, everywhere_.roles);
    point_to(found->second.bindings, everywhere_.bindings);
    point_to(found->second.accounts, everywhere_.accounts);
  }
  return everywhere_;
}

}  // namespace foureyes::kubernetes
