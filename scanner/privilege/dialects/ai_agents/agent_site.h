// Whom the grants of an agent's file belong to, and the start of each grant.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "privilege/dialect.h"

namespace foureyes::ai_agents {

struct AgentSite {
  std::string key;    // "claude agents", "agent reviewer in app", stable over renames of files
  std::string words;  // "AI agents (Claude Code)"
  std::string path;   // of the file
  DialectFacts& out;
};

struct AgentPlace {
  std::string route;  // "permissions.allow"
  std::uint32_t line = 0;
};

// Adds a grant of the site's subject: action and resource as names, the words of a sentence. The
// reference holds until the next one.
Grant& add_grant(AgentSite& site, std::string_view kind, const AgentPlace& place);

struct AgentSentence {
  std::string action;    // as a name
  std::string resource;  // as a name: wildcards in it are characters
  std::string words;     // "run the hook `x`"
};
Grant& add_allow(AgentSite& site, std::string_view kind, const AgentPlace& place,
                 const AgentSentence& sentence);
Grant& add_guard(AgentSite& site, std::string_view kind, const AgentPlace& place,
                 const AgentSentence& sentence);

// A list of the only things that there are: without it there would be more.
void add_choice(AgentSite& site, std::string_view kind, const AgentPlace& place,
                const std::vector<std::string>& chosen);

// What this version does not know stays unknown, bound to its content.
void add_unknown(AgentSite& site, UnknownReason reason, const AgentPlace& place,
                 const DocumentNode& node);

// A command that the agent's program runs by itself; local scripts that it calls are bound.
void add_command(AgentSite& site, const TreeView& tree, const AgentPlace& place,
                 const std::string& event, const std::string& command);

// Wildcards as look-alikes, so that they stand for themselves.
std::string without_wildcards(std::string_view text);
// A name that says it holds a credential: its value is never looked at.
bool names_secret(std::string_view name);
// `key` says something about permissions, as far as its name tells.
bool looks_like_permission(std::string_view key);
std::vector<std::string> strings_of(const DocumentNode* node);  // a list, or a string as one
bool is_true(const DocumentNode* node);

}  // namespace foureyes::ai_agents
