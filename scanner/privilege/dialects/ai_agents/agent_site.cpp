#include "privilege/dialects/ai_agents/agent_site.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/bound_code.h"
#include "privilege/normal_form.h"

namespace foureyes::ai_agents {
namespace {

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  const std::string lower = to_lower(text);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return contains(lower, word); });
}

Grant& add_sentence(AgentSite& site, std::string_view kind, const AgentPlace& place,
                    const AgentSentence& sentence) {
  Grant& grant = add_grant(site, kind, place);
  grant.action = Pattern::literal(sentence.action);
  grant.resource = Pattern::literal(without_wildcards(sentence.resource));
  grant.action_words = sentence.words;
  grant.brief_words = sentence.words;
  return grant;
}

}  // namespace

Grant& add_grant(AgentSite& site, std::string_view kind, const AgentPlace& place) {
  Grant& grant = site.out.grants.emplace_back();
  grant.plane = Plane::agent;
  grant.kind = kind;
  grant.subject = Pattern::literal(site.key);
  grant.subject_words = site.words;
  grant.source = {site.path, place.route, place.line};
  return grant;
}

Grant& add_allow(AgentSite& site, std::string_view kind, const AgentPlace& place,
                 const AgentSentence& sentence) {
  return add_sentence(site, kind, place, sentence);
}

Grant& add_guard(AgentSite& site, std::string_view kind, const AgentPlace& place,
                 const AgentSentence& sentence) {
  Grant& grant = add_sentence(site, kind, place, sentence);
  grant.effect = Effect::guard;
  return grant;
}

void add_choice(AgentSite& site, std::string_view kind, const AgentPlace& place,
                const std::vector<std::string>& chosen) {
  std::vector<std::string> names;
  for (const std::string& name : chosen) names.push_back(without_wildcards(name));
  Grant& guard = add_grant(site, kind, place);
  guard.effect = Effect::guard;
  guard.group = place.route;
  guard.action = Pattern::literal("hold to a list");
  guard.resource = Pattern::complement(std::move(names));
  guard.action_words = concat("the list `", place.route, "`");
  guard.brief_words = chosen.empty() ? "nothing" : join(chosen, ", ");
}

void add_unknown(AgentSite& site, UnknownReason reason, const AgentPlace& place,
                 const DocumentNode& node) {
  Grant& grant = add_grant(site, "agent-setting", place);
  grant.action = Pattern::literal("do what nobody knows");
  grant.resource = Pattern::literal(without_wildcards(place.route));
  grant.action_words = concat("do what the setting `", place.route, "` grants");
  grant.brief_words = concat("another `", place.route, "`");
  grant.unknown = Unknown{reason, concat("the setting ", place.route), normal_digest(node)};
}

void add_command(AgentSite& site, const TreeView& tree, const AgentPlace& place,
                 const std::string& event, const std::string& command) {
  AgentSite hook{concat(site.key, " ", event), concat("the command of `", event, "`"), site.path,
                 site.out};
  add_allow(hook, "agent-hook", place,
            {"run", command, concat("run `", command, "` for ", site.words)});
  std::string local = command;
  for (std::string_view root : {"\"$CLAUDE_PROJECT_DIR\"", "\"${CLAUDE_PROJECT_DIR}\"",
                                "$CLAUDE_PROJECT_DIR", "${CLAUDE_PROJECT_DIR}"})
    local = replace_all(local, root, ".");
  BoundCode& code = site.out.code[hook.key];
  for (const std::string& file : called_files(tree, "", local, code.uncovered))
    code.paths.push_back(file);
}

std::string without_wildcards(std::string_view text) {
  return replace_all(replace_all(text, "*", "\u2217"), "?", "\uff1f");
}

bool names_secret(std::string_view name) {
  constexpr std::array<std::string_view, 9> kWords = {
      "token", "key", "secret", "pass", "credential", "auth", "pat", "dsn", "connection"};
  return holds_any(name, kWords);
}

bool looks_like_permission(std::string_view key) {
  constexpr std::array<std::string_view, 24> kWords = {
      "allow",  "deny",   "permi",   "trust",   "approv", "mcp",    "tool",    "hook",
      "comman", "helper", "sandbox", "plugin",  "market", "bypass", "disable", "enable",
      "auth",   "secret", "cred",    "network", "exec",   "skip",   "policy",  "director"};
  return holds_any(key, kWords);
}

std::vector<std::string> strings_of(const DocumentNode* node) {
  std::vector<std::string> out;
  if (!node) return out;
  if (node->is_sequence()) {
    for (const DocumentNode& item : node->items)
      if (item.is_scalar() && !item.is_null()) out.push_back(item.text);
  } else if (node->is_scalar() && !node->is_null()) {
    out.push_back(node->text);
  }
  return out;
}

bool is_true(const DocumentNode* node) {
  return node && node->kind == NodeKind::boolean && node->text == "true";
}

}  // namespace foureyes::ai_agents
