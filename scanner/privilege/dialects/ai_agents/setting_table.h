// Settings of agents whose keys a table explains (settings.def): Gemini CLI, Cursor, Codex.
#pragma once

#include "model/tree_view.h"
#include "privilege/dialects/ai_agents/agent_site.h"

namespace foureyes::ai_agents {

enum class Agent { gemini, cursor, codex };

void read_settings(Agent agent, const DocumentNode& root, const AgentSite& site,
                   const TreeView& tree);

}  // namespace foureyes::ai_agents
