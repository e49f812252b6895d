// The workflow and action files of one tree, each read once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/document.h"
#include "privilege/change_set.h"
#include "privilege/normal_form.h"

namespace foureyes::github_actions {

bool is_workflow_path(std::string_view path);
bool is_action_path(std::string_view path);  // action.yml or action.yaml, anywhere

// A file that was asked for: its document; or why there is none.
struct LoadedFile {
  std::string path;
  std::optional<DocumentNode> root;
  std::optional<Unknown> unknown;
  std::optional<Notice> notice;
};

class Library {
 public:
  Library(const TreeView& tree, const PrivilegeOptions& options) : tree_(tree), options_(options) {}

  // nullptr when there is no such file. The reference lives as long as the library.
  const LoadedFile* workflow(std::string_view path);
  // The action.yml or action.yaml of a directory.
  const LoadedFile* action(std::string_view directory);

  const TreeView& tree() const { return tree_; }
  const PrivilegeOptions& options() const { return options_; }

 private:
  enum class Form { workflow, action };
  const LoadedFile* load(std::string_view path, Form form);

  const TreeView& tree_;
  const PrivilegeOptions& options_;
  std::map<std::string, LoadedFile, std::less<>> files_;
};

}  // namespace foureyes::github_actions
