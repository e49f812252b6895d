// Which workflows, local actions and scripts run this gate, or call what does.
#pragma once

#include <set>
#include <string>

#include "privilege/change_set.h"

namespace foureyes {

std::set<std::string> gate_workflows(const TreeView& tree, const PrivilegeOptions& options);

// Whether any workflow or action file changed at all, or a file that names this program.
bool touches_gate_code(const ChangeSet& changes, const PrivilegeOptions& options);

}  // namespace foureyes
