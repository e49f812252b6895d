// Hooks: commands that the agent's program runs when something happens, without asking anybody.
// One that runs before a tool may also be what stops the tool, so taking it away widens.
#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/ai_agents/claude_settings.h"
#include "privilege/normal_form.h"

namespace foureyes::ai_agents {
namespace {

bool may_stop(std::string_view event) {
  const std::string lower = to_lower(event);
  return lower.starts_with("pre") || lower.starts_with("before") ||
         lower.starts_with("permission") || lower == "userpromptsubmit";
}

void add_hook(AgentSite& site, const TreeView& tree, const AgentPlace& place,
              const std::string& event, const std::string& matcher, const DocumentNode& hook) {
  const std::string name = concat("hook ", event, matcher.empty() ? "" : concat(" on ", matcher));
  const auto command = hook.find_string("command");
  if (command) add_command(site, tree, place, name, *command);
  if (!command)  // a prompt, an address: told by its content
    add_allow(site, "agent-hook", place,
              {"run", concat(name, " sha256 ", normal_digest(hook)), concat("run a ", name)});
  if (!may_stop(event)) return;
  const std::string what = command ? *command : concat("sha256 ", normal_digest(hook));
  Grant& guard = add_guard(site, "agent-hook", place,
                           {"stop", concat(name, ": ", what), concat("the ", name)});
  guard.group = name;
  guard.brief_words = what;
}

}  // namespace

void add_hooks(AgentSite& site, const TreeView& tree, const DocumentNode& hooks,
               const std::string& route) {
  if (!hooks.is_mapping() && !hooks.is_null())
    return add_unknown(site, UnknownReason::parse, {route, hooks.line}, hooks);
  for (const auto& [event, groups] : hooks.members) {
    const AgentPlace place{concat(route, ".", event.text), groups.line};
    if (!groups.is_sequence()) {
      add_unknown(site, UnknownReason::parse, place, groups);
      continue;
    }
    for (const DocumentNode& group : groups.items) {
      const std::string matcher = group.find_string("matcher").value_or("");
      const DocumentNode* list = group.find("hooks");
      if (!list) {
        add_hook(site, tree, {place.route, group.line}, event.text, matcher, group);
        continue;
      }
      for (const DocumentNode& hook : list->items)
        add_hook(site, tree, {place.route, hook.line}, event.text, matcher, hook);
    }
  }
}

}  // namespace foureyes::ai_agents
