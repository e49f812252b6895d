// Privilege surfaces that no dialect reads yet, recognised by path and content. A change to one
// makes the verdict incomplete (threats P0-13), so recognition is careful in both directions: a
// YAML file is Kubernetes RBAC only by apiVersion and kind, an .sql file counts only when its
// privilege statements changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "privilege/change_set.h"

namespace foureyes {

// A notice `no_dialect` for each changed file whose privilege facts differ, naming the surface.
std::vector<Notice> unread_surfaces(const ChangeSet& changes, const PrivilegeOptions& options);

// For an inventory: the surfaces of a whole tree, one notice a surface.
std::vector<Notice> surfaces_of(const TreeView& tree, const PrivilegeOptions& options);

// The surface that a file is, as people call it ("Kubernetes RBAC"), or "".
std::string surface_of(std::string_view path, std::string_view content);

}  // namespace foureyes
