#include "privilege/dialects/ai_agents/tool_rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/dialects/ai_agents/agent_site.h"
#include "privilege/dialects/ai_agents/interpreters.h"

namespace foureyes::ai_agents {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

bool runs_commands(std::string_view tool) {
  constexpr std::array<std::string_view, 6> kShells = {"Bash",      "PowerShell",        "Shell",
                                                       "ShellTool", "run_shell_command", "Monitor"};
  return is_one_of(tool, kShells);
}

bool takes_paths(std::string_view tool) {
  constexpr std::array<std::string_view, 8> kTools = {"Read",         "Edit", "Write", "MultiEdit",
                                                      "NotebookEdit", "Glob", "Grep",  "LS"};
  return is_one_of(tool, kTools);
}

std::string call(std::string_view tool, std::string_view what) {
  return concat(tool, "(", what, ")");
}

// Agents whose rule names the beginning of a command: "Shell(git)" is git with any arguments.
bool reads_prefixes(std::string_view tool) {
  return tool == "Shell" || tool == "ShellTool" || tool == "run_shell_command";
}

// "npm run test:*" and "npm run test *" match the command alone and with anything after a space;
// "npm*" anything that begins so. Elsewhere * is any text, and ? is a character.
Pattern commands(std::string_view tool, std::string spec) {
  spec = replace_all(spec, "?", "\uff1f");
  if (spec.ends_with(":*")) spec.replace(spec.size() - 2, 2, " *");
  if (!spec.ends_with(" *")) return Pattern::set({call(tool, spec)});
  const std::string alone = spec.substr(0, spec.size() - 2);
  return Pattern::set({call(tool, alone), call(tool, spec)});
}

// Paths follow gitignore. "dir/**" is everything below; any other wildcard stands for itself, so
// that such a rule is covered by the same one and by a directory's only.
Pattern paths(std::string_view tool, std::string_view spec) {
  const bool climbs = contains(spec, "..");
  const bool rooted = spec.starts_with('/') || spec.starts_with("~/");
  std::string path(spec);
  if (path.starts_with("./")) path.erase(0, 2);
  const bool below = path == "**" || path.ends_with("/**");
  if (below) path.erase(path.size() - 2);
  path = without_wildcards(path);
  if (climbs)
    path = concat("outside: ", path);
  else if (!rooted)
    path = concat("./", path);
  return Pattern::set({call(tool, concat(path, below ? "*" : ""))});
}

// A server's name alone means all its tools.
Pattern server_tools(std::string_view name) {
  if (name.ends_with("__*")) name.remove_suffix(3);
  const std::string_view rest = name.substr(5);
  const std::string plain = replace_all(name, "?", "\uff1f");
  if (contains(rest, "__")) return Pattern::set({plain});
  return Pattern::set({plain, concat(plain, "__*")});
}

}  // namespace

ToolRule read_rule(std::string_view text) {
  ToolRule rule;
  rule.text = trim(text);
  const std::string_view whole = rule.text;
  const std::size_t open = whole.find('(');
  const bool has_spec = open != whole.npos && whole.ends_with(')');
  rule.tool = trim(whole.substr(0, has_spec ? open : whole.npos));
  std::string spec(has_spec ? trim(whole.substr(open + 1, whole.size() - open - 2))
                            : std::string_view("*"));
  if (rule.tool == "*" && (spec == "*" || spec.empty())) {
    rule.calls = Pattern::glob("*");
    rule.any_code = true;
    return rule;
  }
  if (rule.tool.starts_with("mcp__") && !has_spec) {
    rule.calls = server_tools(rule.tool);
    rule.tool = rule.tool.substr(0, rule.tool.find("__", 5));
    return rule;
  }
  const bool everything = !has_spec || spec == "*" || spec == ":*" || spec.empty();
  const bool shell = runs_commands(rule.tool);
  if (reads_prefixes(rule.tool) && !contains(spec, "*")) spec += ":*";
  rule.tool = without_wildcards(rule.tool);
  // "Read(*)" is the files below; "Read" is every file.
  if (everything && !(has_spec && takes_paths(rule.tool)))
    rule.calls = Pattern::set({call(rule.tool, "*")});
  else if (shell)
    rule.calls = commands(rule.tool, spec);
  else if (takes_paths(rule.tool))
    rule.calls = paths(rule.tool, spec);
  else
    rule.calls = Pattern::set({call(rule.tool, without_wildcards(spec))});
  rule.any_code = shell && (everything || runs_any_code(spec));
  return rule;
}

std::vector<std::string> split_rules(std::string_view text) {
  std::vector<std::string> rules(1);
  int depth = 0;
  for (char c : text) {
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    const bool ends = depth == 0 && (c == ',' || is_space(c));
    if (!ends)
      rules.back() += c;
    else if (!rules.back().empty())
      rules.emplace_back();
  }
  if (rules.back().empty()) rules.pop_back();
  return rules;
}

}  // namespace foureyes::ai_agents
