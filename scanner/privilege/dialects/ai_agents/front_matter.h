// .claude/agents|commands|skills: Markdown with a front matter that says which tools an agent has,
// or which a command may use without asking.
#pragma once

#include <string>
#include <string_view>

#include "model/tree_view.h"
#include "privilege/dialects/ai_agents/agent_site.h"

namespace foureyes::ai_agents {

// The front matter of a Markdown file: a null node where there is none. Values that are no YAML
// ("description: Use this when: ...") are read as text, as the agent does.
Result<DocumentNode> read_front_matter(std::string_view text, std::string_view name);

enum class PromptKind { agent, command, skill };

struct Prompt {
  PromptKind kind = PromptKind::agent;
  std::string place;  // "Claude Code", "Claude Code in app"
  std::string path;
};

// An agent without `tools` has every tool of the session; a command or skill without
// `allowed-tools` may use what the session may.
void read_prompt(const Prompt& prompt, const DocumentNode& front, const TreeView& tree,
                 DialectFacts& out);

}  // namespace foureyes::ai_agents
