#include "privilege/dialects/gate_workflows.h"

#include <algorithm>
#include <map>

#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/bound_code.h"

namespace foureyes {
namespace {

constexpr std::string_view kProgram = "foureyes";
constexpr int kMaxCallDepth = 8;

bool is_yaml(std::string_view path) {
  return extension(path) == "yml" || extension(path) == "yaml";
}

bool may_run_the_gate(std::string_view path) {
  if (!is_yaml(path)) return false;
  return path.starts_with(".github/workflows/") || file_name(path) == "action.yml" ||
         file_name(path) == "action.yaml";
}

// What steps run and use.
void collect_runs(const DocumentNode& node, std::vector<std::string_view>& out) {
  for (const DocumentNode& item : node.items) collect_runs(item, out);
  for (const auto& [key, value] : node.members) {
    if ((key.text == "uses" || key.text == "run") && value.is_scalar())
      out.push_back(value.text);
    else
      collect_runs(value, out);
  }
}

using Runs = std::vector<std::string>;

// A file that does not parse counts by its text: better told once too often.
Runs runs_of(const TreeView& tree, const std::string& path, const PrivilegeOptions& options) {
  const auto file = read_privilege_file(tree, path, options.limits);
  if (!file || !file->content) return {};
  const auto root = read_yaml(*file->content, path);
  if (!root) return {*file->content};
  std::vector<std::string_view> found;
  collect_runs(*root, found);
  return {found.begin(), found.end()};
}

// "./.github/actions/gate" and "./.github/workflows/gate.yml" -> the file.
bool calls(std::string_view uses, const std::set<std::string>& files) {
  if (!uses.starts_with("./")) return false;
  const std::string path = normalise(uses);
  return files.contains(path) || files.contains(join_path(path, "action.yml")) ||
         files.contains(join_path(path, "action.yaml"));
}

bool names_program(const TreeView& tree, const TreeEntry* entry, const PrivilegeOptions& options) {
  if (entry == nullptr || entry->kind == EntryKind::submodule) return false;
  const auto content = tree.read(*entry, options.limits.file_bytes);
  return content && contains(*content, kProgram);
}

// The scripts that these commands call and that run the gate.
std::set<std::string> gate_scripts(const TreeView& tree, const Runs& runs,
                                   const PrivilegeOptions& options) {
  std::set<std::string> scripts;
  std::vector<std::string> ignored;
  for (const std::string& text : runs)
    for (const std::string& path : called_files(tree, "", text, ignored))
      if (!may_run_the_gate(path) && names_program(tree, tree.find(path), options))
        scripts.insert(path);
  return scripts;
}

}  // namespace

bool touches_gate_code(const ChangeSet& changes, const PrivilegeOptions& options) {
  return std::any_of(changes.entries.begin(), changes.entries.end(),
                     [&](const EntryChange& change) {
                       return may_run_the_gate(change.path()) ||
                              names_program(changes.base, change.before, options) ||
                              names_program(changes.head, change.after, options);
                     });
}

std::set<std::string> gate_workflows(const TreeView& tree, const PrivilegeOptions& options) {
  std::map<std::string, Runs> runs;
  std::set<std::string> gates;
  for (const TreeEntry& entry : tree.entries()) {
    if (!may_run_the_gate(entry.path)) continue;
    Runs& own = runs[entry.path] = runs_of(tree, entry.path, options);
    const std::set<std::string> scripts = gate_scripts(tree, own, options);
    if (!scripts.empty() || std::any_of(own.begin(), own.end(), [](const std::string& text) {
          return contains(text, kProgram);
        }))
      gates.insert(entry.path);
    gates.insert(scripts.begin(), scripts.end());
  }
  for (int round = 0; round < kMaxCallDepth; ++round) {
    const std::size_t known = gates.size();
    for (const auto& [path, own] : runs)
      if (std::any_of(own.begin(), own.end(),
                      [&](const std::string& text) { return calls(text, gates); }))
        gates.insert(path);
    if (gates.size() == known) break;
  }
  return gates;
}

}  // namespace foureyes
