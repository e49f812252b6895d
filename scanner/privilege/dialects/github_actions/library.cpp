#include "privilege/dialects/github_actions/library.h"

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"

namespace foureyes::github_actions {
namespace {

constexpr std::string_view kWorkflows = ".github/workflows/";

std::string trouble_with(const DocumentNode& root, bool workflow) {
  if (!root.is_mapping()) return "The file is no mapping.";
  const DocumentNode* main = root.find(workflow ? "jobs" : "runs");
  if (!main || !main->is_mapping())
    return workflow ? "The file has no jobs: no workflow." : "The file has no runs: no action.";
  if (!workflow) return "";
  for (const auto& [name, job] : main->members)
    if (!job.is_mapping()) return "A job is no mapping.";
  return "";
}

}  // namespace

bool is_workflow_path(std::string_view path) {
  if (!path.starts_with(kWorkflows)) return false;
  const std::string_view name = path.substr(kWorkflows.size());
  return !contains(name, "/") && (extension(name) == "yml" || extension(name) == "yaml");
}

bool is_action_path(std::string_view path) {
  const std::string_view name = file_name(path);
  return name == "action.yml" || name == "action.yaml";
}

const LoadedFile* Library::load(std::string_view path, Form form) {
  if (const auto found = files_.find(path); found != files_.end()) return &found->second;
  auto read = read_privilege_file(tree_, path, options_.limits);
  if (!read) return nullptr;
  LoadedFile& file = files_[std::string(path)];
  file.path = path;
  file.unknown = std::move(read->unknown);
  file.notice = std::move(read->notice);
  if (!read->content) return &file;
  auto root = read_yaml(*read->content, path);
  std::string trouble;
  if (!root)
    trouble = concat(root.error().what, ".");
  else
    trouble = trouble_with(*root, form == Form::workflow);
  if (trouble.empty()) {
    file.root = std::move(*root);
  } else {
    file.unknown = Unknown{UnknownReason::parse, trouble, sha256(*read->content).hex()};
    file.notice = Notice{NoticeReason::unparsable, std::string(path), std::move(trouble), true};
  }
  return &file;
}

const LoadedFile* Library::workflow(std::string_view path) { return load(path, Form::workflow); }

const LoadedFile* Library::action(std::string_view directory) {
  for (std::string_view name : {"action.yml", "action.yaml"})
    if (const LoadedFile* file = load(join_path(directory, name), Form::action)) return file;
  return nullptr;
}

}  // namespace foureyes::github_actions
