// AI agents and their tool servers: what an agent that works in the repository may do without
// asking, which programs it starts, and who supplies them.
#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/json_document.h"
#include "base/path.h"
#include "base/text.h"
#include "base/toml_document.h"
#include "privilege/dialect.h"
#include "privilege/dialects/ai_agents/agent_files.h"
#include "privilege/dialects/ai_agents/claude_settings.h"
#include "privilege/dialects/ai_agents/front_matter.h"
#include "privilege/dialects/ai_agents/loose_json.h"
#include "privilege/dialects/ai_agents/server_joins.h"
#include "privilege/dialects/ai_agents/setting_table.h"
#include "privilege/dialects/ai_agents/tool_servers.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using namespace ai_agents;

constexpr std::size_t kMaxFiles = 5000;

void add_unreadable(const std::string& path, Unknown unknown, DialectFacts& out) {
  Grant& grant = out.grants.emplace_back();
  grant.plane = Plane::agent;
  grant.kind = "unreadable";
  grant.subject = Pattern::literal(path);
  grant.subject_words = path;
  grant.action_words = "grant anything: it cannot be read as an agent's file";
  grant.brief_words = "unreadable";
  grant.unknown = std::move(unknown);
  grant.source = {path, "", 1};
}

bool is_markdown(AgentFile kind) {
  return kind == AgentFile::claude_agent || kind == AgentFile::claude_command ||
         kind == AgentFile::claude_skill;
}

Result<DocumentNode> parse(AgentFile kind, const std::string& path, const std::string& text) {
  if (is_markdown(kind)) return read_front_matter(text, path);
  if (kind == AgentFile::codex_settings) return read_toml(text, path);
  if (kind != AgentFile::claude_settings && trim(text).empty()) return DocumentNode{};
  return read_json(without_comments(text), path);
}

// The file's document; none when it is not there, or when an unknown stands for it.
std::optional<DocumentNode> load(const TreeView& tree, const std::string& path,
                                 const PrivilegeOptions& options, DialectFacts& out) {
  auto file = read_privilege_file(tree, path, options.limits);
  if (!file) return std::nullopt;
  out.files.push_back(path);
  if (file->notice) out.notices.push_back(*file->notice);
  if (!file->content) {
    if (file->unknown) add_unreadable(path, *file->unknown, out);
    return std::nullopt;
  }
  auto root = parse(agent_file_of(path), path, *file->content);
  if (root && (root->is_mapping() || root->is_null())) return std::move(*root);
  const std::string trouble =
      root ? "The file is no mapping." : concat(root.error().what, " (", root.error().where, ").");
  add_unreadable(path, {UnknownReason::parse, trouble, sha256(*file->content).hex()}, out);
  out.notices.push_back({NoticeReason::unparsable, path, trouble, true});
  return std::nullopt;
}

std::string in_directory(const std::string& root) {
  return root.empty() ? "" : concat(" in ", root);
}

AgentSite site_of(std::string_view agent, const std::string& path, DialectFacts& out) {
  const std::string name = concat(agent, in_directory(agent_root(path)));
  return {concat("agents of ", name), concat("agents (", name, ")"), path, out};
}

std::string_view reader_of_servers(std::string_view path) {
  const std::string lower = concat("/", to_lower(path));
  if (contains(lower, "/.cursor/")) return "Cursor";
  if (contains(lower, "/.vscode/")) return "VS Code";
  if (contains(lower, "/.roo/")) return "Roo";
  return lower.ends_with("/claude_desktop_config.json") ? "Claude Desktop" : "Claude Code";
}

// {"mcpServers": {...}}, {"servers": {...}}, or the servers themselves.
void read_server_file(const std::string& path, const DocumentNode& root, DialectFacts& out) {
  const AgentSite site = site_of(reader_of_servers(path), path, out);
  bool named = false;
  for (const std::string_view key : {"mcpServers", "servers", "mcp_servers"})
    if (const DocumentNode* servers = root.find(key); servers && servers->is_mapping()) {
      add_servers(site, *servers, std::string(key));
      named = true;
    }
  const bool bare = !named && !root.members.empty() &&
                    std::all_of(root.members.begin(), root.members.end(), [](const auto& member) {
                      return member.second.find("command") || member.second.find("url");
                    });
  if (bare) return add_servers(site, root, "servers");
  AgentSite other = site;
  for (const auto& [key, value] : root.members)
    if (key.text != "mcpServers" && key.text != "servers" && key.text != "mcp_servers" &&
        key.text != "inputs" && looks_like_permission(key.text))
      add_unknown(other, UnknownReason::new_key, {key.text, value.line}, value);
}

void read_file(const TreeView& tree, const std::string& path, const PrivilegeOptions& options,
               DialectFacts& out) {
  const std::optional<DocumentNode> root = load(tree, path, options, out);
  if (!root) return;
  const std::string place = concat("Claude Code", in_directory(agent_root(path)));
  switch (agent_file_of(path)) {
    case AgentFile::claude_agent:
      return read_prompt({PromptKind::agent, place, path}, *root, tree, out);
    case AgentFile::claude_command:
      return read_prompt({PromptKind::command, place, path}, *root, tree, out);
    case AgentFile::claude_skill:
      return read_prompt({PromptKind::skill, place, path}, *root, tree, out);
    case AgentFile::tool_servers:
      return read_server_file(path, *root, out);
    case AgentFile::gemini_settings:
      return read_settings(Agent::gemini, *root, site_of("Gemini", path, out), tree);
    case AgentFile::cursor_settings:
    case AgentFile::cursor_hooks:
      return read_settings(Agent::cursor, *root, site_of("Cursor", path, out), tree);
    case AgentFile::codex_settings:
      return read_settings(Agent::codex, *root, site_of("Codex", path, out), tree);
    case AgentFile::claude_settings:
    case AgentFile::none:
      return;
  }
}

// Reads the files of servers that rules name and that the change does not touch: for the join only.
void join_servers(const TreeView& tree, const std::set<std::string>& paths,
                  const PrivilegeOptions& options, DialectFacts& out) {
  const std::set<std::string> needed = files_of_named_servers(out);
  if (needed.empty()) return;
  DialectFacts servers;
  for (const std::string& path : needed)
    if (!paths.contains(path)) read_file(tree, path, options, servers);
  servers.grants.insert(servers.grants.end(), out.grants.begin(), out.grants.end());
  join_tool_servers(servers.grants, out.grants);
}

DialectFacts read_paths(const TreeView& tree, const std::set<std::string>& paths,
                        const PrivilegeOptions& options) {
  DialectFacts out;
  std::map<std::string, std::vector<SettingsFile>> settings;  // by the directory they rule
  std::size_t count = 0;
  for (const std::string& path : paths) {
    if (++count > kMaxFiles) {
      add_unreadable(path, {UnknownReason::limit, "too many files of agents", ""}, out);
      break;
    }
    if (agent_file_of(path) != AgentFile::claude_settings) {
      read_file(tree, path, options, out);
    } else if (auto root = load(tree, path, options, out)) {
      settings[agent_root(path)].push_back({path, std::move(*root)});
    }
  }
  for (const auto& [root, files] : settings)
    read_claude_settings(files, site_of("Claude Code", files.front().path, out), tree);
  join_servers(tree, paths, options, out);
  return out;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  std::set<std::string> paths;
  for (const TreeEntry& entry : tree.entries())
    if (agent_file_of(entry.path) != AgentFile::none) paths.insert(entry.path);
  return read_paths(tree, paths, options);
}

// Settings of one directory are read together; every other file stands alone.
DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  std::set<std::string> paths;
  for (const EntryChange& change : changes.entries) {
    const AgentFile kind = agent_file_of(change.path());
    if (kind == AgentFile::none) continue;
    paths.insert(change.path());
    if (kind != AgentFile::claude_settings) continue;
    const std::string directory(directory_name(change.path()));
    for (std::string_view name : {"settings.json", "settings.local.json"})
      paths.insert(join_path(directory, name));
  }
  DialectDelta out;
  if (paths.empty()) return out;
  const DialectFacts base = read_paths(changes.base, paths, options),
                     head = read_paths(changes.head, paths, options);
  out.records = records_between(base, head, changes.head, options.limits);
  for (const Notice& notice : head.notices) {
    out.notices.push_back(notice);
    out.notices.back().touches_change = changes.touches(notice.path);
  }
  return out;
}

bool reads(std::string_view path) { return agent_file_of(path) != AgentFile::none; }

}  // namespace

const Dialect& ai_agents_dialect() {
  static const Dialect dialect = {"ai_agents", "2", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
