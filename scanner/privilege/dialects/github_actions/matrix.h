// The values that a job's matrix gives to one of its names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace foureyes::github_actions {

// The member of a mapping, whatever the name's case; null for none.
const DocumentNode* find_ignoring_case(const DocumentNode* node, std::string_view name);

// Sorted, without what `exclude` leaves no job; none where an expression or too many tell them.
std::vector<std::string> matrix_values(const DocumentNode& job, std::string_view name);

// A row of `include` that lacks the name gives it no value: it is empty there.
bool every_row_has(const DocumentNode& job, std::string_view name);

}  // namespace foureyes::github_actions
