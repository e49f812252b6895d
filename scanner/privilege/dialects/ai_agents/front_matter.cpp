#include "privilege/dialects/ai_agents/front_matter.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/dialects/ai_agents/claude_settings.h"
#include "privilege/dialects/ai_agents/tool_rules.h"
#include "privilege/dialects/ai_agents/tool_servers.h"

namespace foureyes::ai_agents {
namespace {

// The lines between the first line "---" and the next one, kept at their place by empty lines.
std::string front_of(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string out;
  bool open = false;
  for (std::string_view line : split_lines(text)) {
    const bool fence = line.starts_with("---") && trim(line.substr(3)).empty();
    if (!open && !fence) return "";
    if (open && fence) return out;
    out += open ? concat(line, "\n") : "\n";
    open = true;
  }
  return "";
}

// "key: plain text" at the margin becomes "key: 'plain text'".
std::string quoted_values(std::string_view front) {
  std::string out;
  for (std::string_view line : split_lines(front)) {
    const std::size_t colon = line.find(':');
    const std::string_view value =
        colon == line.npos ? std::string_view() : trim(line.substr(colon + 1));
    const bool margin = !line.empty() && (is_letter(line.front()) || line.front() == '_');
    if (!margin || value.empty() || contains("'\"[{|>&*!", value.substr(0, 1)))
      out += concat(line, "\n");
    else
      out += concat(line.substr(0, colon), ": '", replace_all(value, "'", "''"), "'\n");
  }
  return out;
}

bool is_harmless(std::string_view key) {
  constexpr std::array<std::string_view, 22> kKeys = {
      "name",     "description", "model",     "color",         "argument-hint", "effort",
      "version",  "license",     "author",    "compatibility", "metadata",      "when_to_use",
      "maxTurns", "agent",       "context",   "arguments",     "paths",         "shell",
      "memory",   "background",  "isolation", "initialPrompt"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

std::vector<std::string> rules_in(const DocumentNode& node) {
  std::vector<std::string> rules;
  for (const std::string& text : strings_of(&node))
    for (std::string& rule : split_rules(text)) rules.push_back(std::move(rule));
  return rules;
}

struct ToolGrant {
  std::string_view action;  // as a name
  std::string words;        // after the tools: " without asking"
};

void add_tools(AgentSite& site, const std::string& key, const DocumentNode* node,
               const ToolGrant& what) {
  const AgentPlace place{key, node ? node->line : 1};
  const auto add = [&](const ToolRule& rule, const std::string& words) {
    Grant& grant = add_grant(site, "agent-tools", place);
    grant.group = what.action;
    grant.action = Pattern::literal(std::string(what.action));
    grant.resource = rule.calls;
    grant.action_words = concat("use ", words, what.words);
    grant.brief_words = words;
    if (!rule.any_code || !node) return;
    Grant& code = add_allow(site, "agent-code", place,
                            {"run", "any code", concat("run any code, by ", words)});
    code.brief_words = concat("any code, by ", words);
  };
  if (!node || node->is_null()) return add(read_rule("*"), "every tool of the session");
  for (const std::string& text : rules_in(*node)) add(read_rule(text), concat("`", text, "`"));
}

void read_agent(AgentSite& site, const DocumentNode& front) {
  add_tools(site, "tools", front.find("tools"), {"use", ""});
  if (const DocumentNode* barred = front.find("disallowedTools"))
    for (const std::string& text : rules_in(*barred)) {
      Grant& guard = add_guard(site, "agent-tools", {"disallowedTools", barred->line},
                               {"bar", text, concat("the bar on `", text, "`")});
      guard.resource = read_rule(text).calls;
      guard.brief_words = text;
    }
  const DocumentNode* mode = front.find("permissionMode");
  if (mode && mode->text != "default" && mode->text != "plan")
    add_allow(site, "agent-mode", {"permissionMode", mode->line},
              {"act", mode->text, concat("act in the permission mode `", mode->text, "`")});
}

void read_command(AgentSite& site, const DocumentNode& front) {
  const DocumentNode* tools = front.find("allowed-tools");
  if (tools && !tools->is_null())
    add_tools(site, "allowed-tools", tools, {"use without asking", " without asking"});
  else
    add_tools(site, "allowed-tools", nullptr, {"use as the session", ", as the session may"});
}

void read_others(AgentSite& site, const TreeView& tree, const DocumentNode& front) {
  for (const auto& [key, value] : front.members) {
    const std::string_view name = key.text;
    if (name == "hooks") {
      add_hooks(site, tree, value, "hooks");
    } else if (name == "mcpServers" && value.is_mapping()) {
      add_servers(site, value, "mcpServers");
    } else if (name == "disable-model-invocation" || name == "user-invocable") {
      const std::string resource = concat(name, "=", value.text);
      if (resource == "disable-model-invocation=true")
        add_guard(site, "agent-tools", {key.text, value.line},
                  {"hold", resource, "the bar on starting it without a person"});
    } else if (name != "tools" && name != "allowed-tools" && name != "disallowedTools" &&
               name != "permissionMode" && !is_harmless(name) && looks_like_permission(name)) {
      add_unknown(site, UnknownReason::new_key, {key.text, value.line}, value);
    }
  }
}

// "app/.claude/commands/git/push.md" -> "git/push"
std::string name_by_path(const std::string& path, std::string_view folder) {
  const std::string marker = concat("/", folder, "/");
  const std::size_t at = concat("/", to_lower(path)).rfind(marker);
  std::string name = at == std::string::npos ? path : path.substr(at + marker.size() - 1);
  if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) name.resize(dot);
  return name;
}

}  // namespace

Result<DocumentNode> read_front_matter(std::string_view text, std::string_view name) {
  const std::string front = front_of(text);
  if (trim(front).empty()) return DocumentNode{};
  auto root = read_yaml(front, name);
  if (root && root->is_mapping()) return root;
  return read_yaml(quoted_values(front), name);
}

void read_prompt(const Prompt& prompt, const DocumentNode& front, const TreeView& tree,
                 DialectFacts& out) {
  const bool is_agent = prompt.kind == PromptKind::agent;
  const std::string_view what = is_agent                             ? "agent"
                                : prompt.kind == PromptKind::command ? "command"
                                                                     : "skill";
  std::string name = front.find_string("name").value_or("");
  if (prompt.kind == PromptKind::command) name = name_by_path(prompt.path, "commands");
  if (prompt.kind == PromptKind::skill && name.empty())
    name = file_name(directory_name(prompt.path));
  if (name.empty()) name = name_by_path(prompt.path, "agents");
  AgentSite site{concat(what, " ", name, " of ", prompt.place),
                 concat("the ", what, " `", name, "` of ", prompt.place), prompt.path, out};
  if (is_agent)
    read_agent(site, front);
  else
    read_command(site, front);
  read_others(site, tree, front);
}

}  // namespace foureyes::ai_agents
