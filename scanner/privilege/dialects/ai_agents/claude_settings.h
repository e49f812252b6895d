// .claude/settings.json and .claude/settings.local.json: one set of rules, read together. Keys:
// code.claude.com/docs, "Settings" and "Permissions" (read 2025-11).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/tree_view.h"
#include "privilege/dialects/ai_agents/agent_site.h"

namespace foureyes::ai_agents {

struct SettingsFile {
  std::string path;
  DocumentNode root;
};

// `key` and `words` name the agents of the directory that the files rule.
void read_claude_settings(const std::vector<SettingsFile>& files, const AgentSite& site,
                          const TreeView& tree);

// permissions: allow, ask and deny lists of several files, with what each rule comes to. A rule to
// allow that a deny or ask rule covers has no effect, and is none.
struct RuleLists {
  struct Entry {
    std::string text;
    std::string path;
    AgentPlace place;
  };
  std::vector<Entry> allow, ask, deny;
  void add(std::vector<Entry>& list, const std::string& path, const std::string& route,
           const DocumentNode* node);
};
void add_rules(const AgentSite& site, const RuleLists& lists);

// `hooks`: event -> groups of {matcher, hooks: [{type, command}]}, as several agents write them.
void add_hooks(AgentSite& site, const TreeView& tree, const DocumentNode& hooks,
               const std::string& route);

}  // namespace foureyes::ai_agents
