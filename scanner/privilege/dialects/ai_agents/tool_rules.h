// Rules about an agent's tools: "Read", "Bash(npm run test:*)", "mcp__github__search",
// "WebFetch(domain:example.com)", "run_shell_command(git)".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/grant.h"

namespace foureyes::ai_agents {

struct ToolRule {
  std::string text;  // as written
  std::string tool;  // "Bash", "mcp__github", "*"
  Pattern calls;     // the calls it matches, "Bash(npm run test)": exact, or equal only to itself
  bool any_code = false;  // what it allows comes to running any command
};

ToolRule read_rule(std::string_view text);

// "Read, Bash(git add:*) Edit" -> its rules; commas and spaces within parentheses belong to them.
std::vector<std::string> split_rules(std::string_view text);

}  // namespace foureyes::ai_agents
