// JSON as editors and agents read it: comments and commas at the end of lists are allowed.
#pragma once

#include <string>
#include <string_view>

namespace foureyes::ai_agents {

// The text with comments and such commas as spaces: every line and column stays.
std::string without_comments(std::string_view text);

}  // namespace foureyes::ai_agents
