// Reads YAML; the only user of yaml-cpp. Scalars resolve by the YAML 1.2 core schema ("on", "yes"
// and "no" are strings). Merge keys (<<) and aliases are expanded within the limits' budget.
// Duplicate keys, alias bombs, deep nesting and syntax errors are errors with line and column.
#pragma once

#include <string_view>
#include <vector>

#include "base/document.h"

namespace foureyes {

// All documents of the stream. Errors never quote its content.
Result<std::vector<DocumentNode>> read_yaml_stream(std::string_view text, std::string_view name,
                                                   const DocumentLimits& limits = {});

// The one document of a stream (an empty stream is a null node; a second document is an error).
Result<DocumentNode> read_yaml(std::string_view text, std::string_view name,
                               const DocumentLimits& limits = {});

}  // namespace foureyes
