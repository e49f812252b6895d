#include "privilege/dialects/ai_agents/agent_files.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"

namespace foureyes::ai_agents {
namespace {

struct Ending {
  std::string_view text;
  AgentFile file;
};

constexpr std::array<Ending, 11> kEndings = {{
    {"/.claude/settings.json", AgentFile::claude_settings},
    {"/.claude/settings.local.json", AgentFile::claude_settings},
    {"/.mcp.json", AgentFile::tool_servers},
    {"/mcp.json", AgentFile::tool_servers},
    {"/claude_desktop_config.json", AgentFile::tool_servers},
    {"/.gemini/settings.json", AgentFile::gemini_settings},
    {"/.cursor/cli.json", AgentFile::cursor_settings},
    {"/.cursor/cli-config.json", AgentFile::cursor_settings},
    {"/.cursor/permissions.json", AgentFile::cursor_settings},
    {"/.cursor/hooks.json", AgentFile::cursor_hooks},
    {"/.codex/config.toml", AgentFile::codex_settings},
}};

constexpr std::array<std::string_view, 6> kDirectories = {"/.claude/", "/.cursor/", "/.vscode/",
                                                          "/.gemini/", "/.codex/",  "/.roo/"};

}  // namespace

AgentFile agent_file_of(std::string_view path) {
  const char last = path.empty() ? ' ' : path.back();
  if (last != 'n' && last != 'N' && last != 'l' && last != 'L' && last != 'd' && last != 'D')
    return AgentFile::none;
  const std::string lower = concat("/", to_lower(path));
  for (const Ending& ending : kEndings)
    if (lower.ends_with(ending.text)) return ending.file;
  if (!lower.ends_with(".md")) return AgentFile::none;
  if (contains(lower, "/.claude/agents/")) return AgentFile::claude_agent;
  if (contains(lower, "/.claude/commands/")) return AgentFile::claude_command;
  if (contains(lower, "/.claude/skills/") && lower.ends_with("/skill.md"))
    return AgentFile::claude_skill;
  return AgentFile::none;
}

std::string agent_root(std::string_view path) {
  const std::string lower = concat("/", to_lower(path));
  std::size_t end = std::string::npos;
  for (std::string_view directory : kDirectories) end = std::min(end, lower.rfind(directory));
  if (end == std::string::npos) return std::string(directory_name(path));
  return std::string(path.substr(0, end == 0 ? 0 : end - 1));
}

}  // namespace foureyes::ai_agents
