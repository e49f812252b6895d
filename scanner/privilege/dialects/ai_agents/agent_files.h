// Which file of which agent a path is. Matched with case ignored, as on a case-folding system.
#pragma once

#include <string>
#include <string_view>

namespace foureyes::ai_agents {

enum class AgentFile {
  none,
  claude_settings,  // .claude/settings.json, .claude/settings.local.json
  claude_agent,     // .claude/agents/**.md
  claude_command,   // .claude/commands/**.md
  claude_skill,     // .claude/skills/**/SKILL.md
  tool_servers,     // .mcp.json, .cursor/mcp.json, .vscode/mcp.json, claude_desktop_config.json
  gemini_settings,  // .gemini/settings.json
  cursor_settings,  // .cursor/cli.json, .cursor/permissions.json
  cursor_hooks,     // .cursor/hooks.json
  codex_settings,   // .codex/config.toml
};

AgentFile agent_file_of(std::string_view path);

// The directory whose agents the file rules: "" for the root, "app" for app/.claude/settings.json.
std::string agent_root(std::string_view path);

}  // namespace foureyes::ai_agents
