// Rules to allow, ask and deny. Evaluated deny, then ask, then allow: the first list with a rule
// that matches decides, however specific it is.
#include <algorithm>

#include "base/text.h"
#include "privilege/dialects/ai_agents/claude_settings.h"
#include "privilege/dialects/ai_agents/tool_rules.h"
#include "privilege/grant_order.h"

namespace foureyes::ai_agents {
namespace {

constexpr std::size_t kMaxComparisons = 2'000'000;  // of rules to allow with those to ask or deny

void add_stop(AgentSite& site, const RuleLists::Entry& entry, const ToolRule& rule,
              std::vector<std::string> stops, std::string_view word) {
  site.path = entry.path;
  Grant& guard = add_grant(site, "agent-permission", entry.place);
  guard.effect = Effect::guard;
  guard.action = Pattern::set(std::move(stops));
  guard.resource = rule.calls;
  guard.action_words = concat("the rule to ", word, " `", rule.text, "`");
  guard.brief_words = concat(word, " `", rule.text, "`");
}

void add_allowed(AgentSite& site, const RuleLists::Entry& entry, const ToolRule& rule) {
  site.path = entry.path;
  Grant& grant = add_grant(site, "agent-permission", entry.place);
  grant.group = rule.tool;
  grant.action = Pattern::literal("use without asking");
  grant.resource = rule.calls;
  grant.action_words = concat("use `", rule.text, "` without asking");
  grant.brief_words = concat("`", rule.text, "`");
  if (!rule.any_code) return;
  Grant& code =
      add_allow(site, "agent-code", entry.place,
                {"run", "any code", concat("run any code without asking, by `", rule.text, "`")});
  code.brief_words = concat("any code, by `", rule.text, "`");
}

}  // namespace

void RuleLists::add(std::vector<Entry>& list, const std::string& path, const std::string& route,
                    const DocumentNode* node) {
  if (!node) return;
  if (!node->is_sequence()) {
    for (const std::string& rule : split_rules(node->is_scalar() ? node->text : ""))
      list.push_back({rule, path, {route, node->line}});
    return;
  }
  for (const DocumentNode& item : node->items)
    if (item.is_string() && !trim(item.text).empty())
      list.push_back({item.text, path, {route, item.line}});
}

void add_rules(const AgentSite& at, const RuleLists& lists) {
  AgentSite site = at;
  std::vector<Pattern> stopped;
  const auto add_stops = [&](const std::vector<RuleLists::Entry>& list,
                             const std::vector<std::string>& stops, std::string_view word) {
    for (const RuleLists::Entry& entry : list) {
      const ToolRule rule = read_rule(entry.text);
      add_stop(site, entry, rule, stops, word);
      stopped.push_back(rule.calls);
    }
  };
  add_stops(lists.deny, {"ask", "stop"}, "deny");
  add_stops(lists.ask, {"ask"}, "ask before");
  if (stopped.size() * lists.allow.size() > kMaxComparisons) {
    DocumentNode all;
    all.kind = NodeKind::sequence;
    for (const auto* list : {&lists.allow, &lists.ask, &lists.deny})
      for (const RuleLists::Entry& entry : *list) all.items.emplace_back().text = entry.text;
    return add_unknown(site, UnknownReason::limit, {"permissions", 1}, all);
  }
  for (const RuleLists::Entry& entry : lists.allow) {
    const ToolRule rule = read_rule(entry.text);
    const bool no_effect = std::any_of(stopped.begin(), stopped.end(), [&](const Pattern& stop) {
      return pattern_covers(stop, rule.calls);
    });
    if (!no_effect) add_allowed(site, entry, rule);
  }
}

}  // namespace foureyes::ai_agents
