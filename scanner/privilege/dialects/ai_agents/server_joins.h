// From the rule that lets an agent call a tool ("mcp__ledger__post") to what the tool's server
// holds: credentials, places, the program that runs.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "privilege/dialect.h"

namespace foureyes::ai_agents {

// The files where the servers stand that the rules of `facts` name.
std::set<std::string> files_of_named_servers(const DialectFacts& facts);

// `servers`: the grants of the files that were read, with those of files_of_named_servers().
void join_tool_servers(const std::vector<Grant>& servers, std::vector<Grant>& rules);

}  // namespace foureyes::ai_agents
