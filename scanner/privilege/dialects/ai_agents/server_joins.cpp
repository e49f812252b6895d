#include "privilege/dialects/ai_agents/server_joins.h"

#include "base/path.h"
#include "base/text.h"
#include "privilege/dialects/ai_agents/agent_files.h"
#include "privilege/joined_rights.h"

namespace foureyes::ai_agents {
namespace {

constexpr std::string_view kPrefix = "mcp__";

// "mcp__ledger__post" -> "ledger"; "" for a rule about anything else.
std::string server_named_by(const Grant& rule) {
  const bool is_rule = rule.kind == "agent-permission" || rule.kind == "agent-tools";
  if (!is_rule || rule.effect != Effect::allow || rule.resource.values.empty()) return "";
  const std::string_view tool = rule.resource.values.front();
  if (!tool.starts_with(kPrefix)) return "";
  const std::string_view name = tool.substr(kPrefix.size());
  return std::string(name.substr(0, name.find("__")));
}

std::string place_of(const Grant& rule) {
  const std::string root = agent_root(rule.source.path);
  return concat("Claude Code", root.empty() ? "" : " in ", root);
}

}  // namespace

std::set<std::string> files_of_named_servers(const DialectFacts& facts) {
  std::set<std::string> out;
  for (const Grant& grant : facts.grants)
    if (!server_named_by(grant).empty())
      out.insert(join_path(agent_root(grant.source.path), ".mcp.json"));
  return out;
}

void join_tool_servers(const std::vector<Grant>& servers, std::vector<Grant>& rules) {
  RightsGraph graph(servers, [](const Grant&) { return false; });
  for (Grant& rule : rules) {
    const std::string name = server_named_by(rule);
    if (name.empty() || rule.subject.kind != PatternKind::literal) continue;
    // A server of the agent's own hides the project's of the same name.
    const std::string start = concat("tool server ", name, " of ");
    const HeldRights& own = graph.held_by(concat(start, rule.subject.values.front()));
    const HeldRights& shared = graph.held_by(concat(start, "agents of ", place_of(rule)));
    add_held_rights(own.count > 0 ? own : shared, "whose server may", rule);
  }
}

}  // namespace foureyes::ai_agents
