// Manifests before somebody renders them: Helm templates and the values they are rendered with,
// kustomize files and patches.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "privilege/change_set.h"

namespace foureyes::kubernetes {

// What a file that must be rendered first says about privileges, as text; "" when it says nothing;
// nullopt when it is no such file.
std::optional<std::string> template_facts(const TreeView& tree, const std::string& path,
                                          std::string_view content);

// Lines that speak of privileges, each with what is indented below it, and the lines of a template
// language between them. A whole file when it is about access alone.
std::string privilege_lines(std::string_view content);

// Holds kinds of objects that grant or run something.
bool speaks_of_manifests(std::string_view content);

}  // namespace foureyes::kubernetes
