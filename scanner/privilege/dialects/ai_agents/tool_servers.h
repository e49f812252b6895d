// Tool servers (Model Context Protocol): programs that an agent starts, or addresses that it calls,
// and what they are given.
#pragma once

#include <string>

#include "privilege/dialects/ai_agents/agent_site.h"

namespace foureyes::ai_agents {

// A mapping of name -> server: {command, args, env} or {url, headers}.
void add_servers(const AgentSite& site, const DocumentNode& servers, const std::string& route);

}  // namespace foureyes::ai_agents
