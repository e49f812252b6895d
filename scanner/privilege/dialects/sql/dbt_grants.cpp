#include "privilege/dialects/sql/dbt_grants.h"

#include <array>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/change_set.h"
#include "privilege/normal_form.h"

namespace foureyes::sql {
namespace {

constexpr std::string_view kProjectFile = "dbt_project.yml";

Principal grantee_of(const std::string& name) {
  return {concat("role ", name), contains(name, "{{")};
}

// select: [a, b], or select: a. A plus adds to what the project gives.
bool read_grants(const DocumentNode& grants, const Object& object, GrantSource source,
                 State& state) {
  if (!grants.is_mapping()) return grants.is_null();
  for (const DocumentMember& member : grants.members) {
    const DocumentNode& value = member.second;
    std::string privilege = to_lower(member.first.text);
    if (privilege.starts_with('+')) privilege.erase(0, 1);
    if (value.is_mapping()) return false;
    if (value.line > 1) source.line = value.line;
    std::vector<std::string> names;
    if (value.is_string()) names.push_back(value.text);
    for (const DocumentNode& item : value.items) {
      if (!item.is_string()) return false;
      names.push_back(item.text);
    }
    for (const std::string& name : names)
      state.entitle({"sql-privilege", grantee_of(name), object, ""}, source)
          .privileges.add(privilege);
  }
  return true;
}

void add_unread(const DocumentNode& node, const std::string& path, State& state) {
  state.unread.push_back(
      {UnknownReason::parse, normal_digest(node), "dbt grants", {path, "", node.line}});
}

// Below models:, seeds: or snapshots: of dbt_project.yml and of the files beside the models.
void walk(const DocumentNode& node, const std::string& name, const std::string& path,
          State& state) {
  for (const DocumentNode& item : node.items)
    walk(item, item.find_string("name").value_or(name), path, state);
  for (const DocumentMember& member : node.members) {
    const std::string& key = member.first.text;
    if (key == "grants" || key == "+grants") {
      if (!read_grants(member.second, {"dbt model", name}, {path, "", member.first.line}, state))
        add_unread(member.second, path, state);
    } else if (member.second.is_mapping() || member.second.is_sequence()) {
      const bool is_part = key == "config" || key == "+config" || key == "models" ||
                           key == "seeds" || key == "snapshots" || key == "columns";
      walk(member.second,
           is_part        ? name
           : name.empty() ? key
                          : concat(name, ".", key),
           path, state);
    }
  }
}

// The nearest folder above with a project file; nullopt outside of any.
std::optional<std::string> project_of(const TreeView& tree, std::string_view path) {
  for (std::string_view folder = directory_name(path);; folder = directory_name(folder)) {
    if (tree.find(join_path(folder, kProjectFile))) return std::string(folder);
    if (folder.empty()) return std::nullopt;
  }
}

void read_yaml_file(const PrivilegeFile& file, State& state, std::vector<Notice>& notices) {
  if (file.notice) notices.push_back(*file.notice);
  if (!file.content) {
    state.unread.push_back({file.unknown ? file.unknown->reason : UnknownReason::parse,
                            file.unknown ? file.unknown->digest : "",
                            "a file that cannot be read",
                            {file.path, "", 1}});
    return;
  }
  if (!contains(*file.content, "grants")) return;
  const auto root = read_yaml(*file.content, file.path);
  if (root) return walk(*root, "", file.path, state);
  state.unread.push_back(
      {UnknownReason::parse, sha256(*file.content).hex(), "dbt configuration", {file.path, "", 1}});
  notices.push_back({NoticeReason::unparsable, file.path,
                     concat("The file does not parse: ", root.error().what, "."), true});
}

}  // namespace

bool may_hold_dbt_grants(std::string_view path) {
  const std::string_view kind = extension(path);
  return kind == "yml" || kind == "yaml";
}

bool read_dbt_config(std::string_view text, const GrantSource& source, State& state) {
  const std::size_t found = text.find("grants");
  const std::size_t open = text.find('{', found);
  if (open == text.npos) return false;
  const std::size_t close = text.find('}', open);
  if (close == text.npos) return false;
  const auto root = read_yaml(text.substr(open, close + 1 - open), source.path);
  if (!root) return false;
  std::string_view model = file_name(source.path);
  model = model.substr(0, model.find('.'));
  return read_grants(*root, {"dbt model", std::string(model)}, source, state);
}

std::map<std::string, State> dbt_states(const TreeView& tree, const std::set<std::string>* paths,
                                        const PrivilegeOptions& options,
                                        std::vector<Notice>& notices) {
  std::map<std::string, State> out;
  const auto read = [&](const std::string& path) {
    const auto project = project_of(tree, path);
    if (!project) return;
    if (const auto file = read_privilege_file(tree, path, options.limits))
      read_yaml_file(*file, out[*project], notices);
  };
  if (paths) {
    for (const std::string& path : *paths) read(path);
    return out;
  }
  for (const TreeEntry& entry : tree.entries())
    if (may_hold_dbt_grants(entry.path)) read(entry.path);
  return out;
}

}  // namespace foureyes::sql
