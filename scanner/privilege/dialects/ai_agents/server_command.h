// The command line of a tool server: what runs, from whom, with which limits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes::ai_agents {

struct ServerCommand {
  std::string program;  // "npx", "docker"
  std::string package;  // "npm:@scope/name", "docker://mcp/github"; "" when none is fetched
  std::string version;  // as written, "" when none
  bool fixed = false;   // an exact version or a digest
  std::vector<std::string> places;   // directories and addresses among the arguments
  std::vector<std::string> limits;   // --read-only and its like
  std::vector<std::string> options;  // everything else, in order, credentials left out
};

ServerCommand read_server_command(std::string_view command, const std::vector<std::string>& args);

// A switch that makes a server do less: "--read-only", "READ_ONLY", "read_only".
bool is_limit(std::string_view name);

}  // namespace foureyes::ai_agents
