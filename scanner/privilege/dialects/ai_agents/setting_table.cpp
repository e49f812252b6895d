#include "privilege/dialects/ai_agents/setting_table.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/dialects/ai_agents/claude_settings.h"
#include "privilege/dialects/ai_agents/tool_servers.h"

namespace foureyes::ai_agents {
namespace {

enum class Role {
  harmless,
  opens,
  holds,
  lifts,
  chooses,
  command,
  hooks,
  servers,
  allow,
  deny,
  shell,
  approvals,
  sandbox,
  trust
};

struct Setting {
  Agent agent;
  std::string_view path;
  Role role;
};

constexpr Setting kSettings[] = {
#define AGENT_SETTING(agent, path, role) {Agent::agent, path, Role::role},
#include "privilege/dialects/ai_agents/settings.def"
#undef AGENT_SETTING
};

// From the least to the most that an agent may do by itself; equal ones in one place.
using Ladder = std::vector<std::vector<std::string_view>>;

Ladder ladder_of(Role role) {
  if (role == Role::approvals)
    return {{"plan", "untrusted"},
            {"default", "allowlist", "on-failure", "on-request"},
            {"auto_edit", "autoedit"},
            {"never", "yolo", "unrestricted"}};
  if (role == Role::sandbox) return {{"read-only"}, {"workspace-write"}, {"danger-full-access"}};
  return {{"untrusted"}, {"trusted"}};
}

// What lies below the chosen step is granted, what lies above is barred; without the setting the
// agent's own default decides, and neither is said.
void add_ladder(AgentSite& site, Role role, const AgentPlace& place, const DocumentNode& value) {
  const Ladder ladder = ladder_of(role);
  const auto chosen = std::find_if(ladder.begin(), ladder.end(), [&](const auto& step) {
    return std::find(step.begin(), step.end(), value.text) != step.end();
  });
  if (chosen == ladder.end() || value.text == "on-failure")
    return add_unknown(site, UnknownReason::new_key, place, value);
  for (auto step = ladder.begin() + 1; step != ladder.end(); ++step) {
    const std::string name(step->back());
    const std::string what = concat(place.route, " ", name);
    Grant& grant =
        step <= chosen
            ? add_allow(site, "agent-mode", place,
                        {"act", what, concat("act by `", place.route, "` = `", value.text, "`")})
            : add_guard(site, "agent-mode", place,
                        {"hold back", what,
                         concat("what `", place.route, "` = `", value.text, "` holds back")});
    grant.group = place.route;
    grant.brief_words = value.text;
  }
}

void add_entries(AgentSite& site, Role role, const AgentPlace& place, const DocumentNode& value) {
  std::vector<std::string> entries = strings_of(&value);
  if (value.is_mapping()) return add_unknown(site, UnknownReason::new_key, place, value);
  for (const std::string& entry : entries) {
    const bool off = entry == "false" || entry == "none" || entry == "disabled" || entry.empty();
    if (off != (role == Role::lifts)) continue;
    const std::string what = concat(place.route, " = ", entry);
    if (role == Role::holds)
      add_guard(site, "agent-setting", place, {"hold", what, concat("the setting `", what, "`")});
    else
      add_allow(site, "agent-setting", place,
                {"act", what, concat("act by the setting `", what, "`")});
  }
}

struct Reading {
  Agent agent;
  const TreeView& tree;
  AgentSite site;
  RuleLists rules;
};

void apply(Reading& reading, Role role, const std::string& path, const DocumentNode& value) {
  AgentSite& site = reading.site;
  const AgentPlace place{path, value.line};
  switch (role) {
    case Role::harmless:
      return;
    case Role::opens:
    case Role::holds:
    case Role::lifts:
      return add_entries(site, role, place, value);
    case Role::chooses:
      return add_choice(site, "agent-tools", place, strings_of(&value));
    case Role::command:
      return add_command(site, reading.tree, place, path, join(strings_of(&value), " "));
    case Role::hooks:
      return add_hooks(site, reading.tree, value, path);
    case Role::servers:
      return add_servers(site, value, path);
    case Role::allow:
      return reading.rules.add(reading.rules.allow, site.path, path, &value);
    case Role::deny:
      return reading.rules.add(reading.rules.deny, site.path, path, &value);
    case Role::shell:
      for (const std::string& command : strings_of(&value))
        reading.rules.allow.push_back({concat("Shell(", command, ")"), site.path, place});
      return;
    case Role::approvals:
    case Role::sandbox:
    case Role::trust:
      return add_ladder(site, role, place, value);
  }
}

// `kinds` is the path in the table, with * where it names anything.
const Setting* setting_for(Agent agent, const std::vector<std::string>& path) {
  for (const Setting& setting : kSettings) {
    if (setting.agent != agent) continue;
    const auto parts = split(setting.path, '.');
    if (parts.size() != path.size()) continue;
    if (std::equal(parts.begin(), parts.end(), path.begin(),
                   [](std::string_view part, const std::string& name) {
                     return part == "*" || part == name;
                   }))
      return &setting;
  }
  return nullptr;
}

void walk(Reading& reading, const DocumentNode& node, std::vector<std::string>& path) {
  for (const auto& [key, value] : node.members) {
    path.push_back(key.text);
    const std::string route = join(path, ".");
    if (const Setting* setting = setting_for(reading.agent, path))
      apply(reading, setting->role, route, value);
    else if (value.is_mapping() && !value.members.empty())
      walk(reading, value, path);
    else if (looks_like_permission(route))
      add_unknown(reading.site, UnknownReason::new_key, {route, value.line}, value);
    path.pop_back();
  }
}

}  // namespace

void read_settings(Agent agent, const DocumentNode& root, const AgentSite& site,
                   const TreeView& tree) {
  Reading reading{agent, tree, site, {}};
  std::vector<std::string> path;
  walk(reading, root, path);
  add_rules(site, reading.rules);
}

}  // namespace foureyes::ai_agents
