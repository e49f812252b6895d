// The workflow files of a tree, as facts.
#pragma once

#include <set>
#include <string>

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

std::set<std::string> workflows_of(const TreeView& tree);

// A workflow that another of `paths` calls, and nothing else starts, is read with its callers.
ActionsFacts read_workflows(const TreeView& tree, const std::set<std::string>& paths,
                            const PrivilegeOptions& options);

}  // namespace foureyes::github_actions
