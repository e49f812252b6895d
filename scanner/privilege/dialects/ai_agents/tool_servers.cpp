#include "privilege/dialects/ai_agents/tool_servers.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/ai_agents/server_command.h"
#include "privilege/normal_form.h"

namespace foureyes::ai_agents {
namespace {

struct Server {
  AgentSite site;  // of the server itself
  const AgentSite& agents;
  std::string name;
  std::string route;
  const DocumentNode& node;
  std::vector<std::string> settings;  // what makes it another server when it changes
  std::string what;                   // the package, program or address
};

AgentPlace place_of(const Server& server, std::string_view key, const DocumentNode& node) {
  return {concat(server.route, ".", key), node.line};
}

void add_limit(Server& server, std::string_view key, const DocumentNode& node,
               const std::string& limit) {
  add_guard(server.site, "agent-server-limit", place_of(server, key, node),
            {"hold", limit, concat("the limit `", limit, "`")});
}

void add_secret(Server& server, std::string_view key, const DocumentNode& node,
                const std::string& name) {
  Grant& grant = add_allow(server.site, "agent-secret", place_of(server, key, node),
                           {"read", name, concat("read the credential `", name, "`")});
  grant.group = "credentials";
  grant.brief_words = concat("`", name, "`");
}

// Variables and headers: a name that says secret is a credential; a limit is a guard; the value of
// any other is part of what the server is, and is not shown.
void add_values(Server& server, std::string_view key, const DocumentNode& values) {
  for (const auto& [name, value] : values.members) {
    if (is_limit(name.text))
      add_limit(server, key, value, concat(name.text, "=", sha256(value.text).hex().substr(0, 12)));
    else if (names_secret(name.text))
      add_secret(server, key, value, name.text);
    else
      server.settings.push_back(concat(key, " ", name.text, " ", sha256(value.text).hex()));
  }
}

void add_supplier(Server& server, const ServerCommand& command) {
  if (command.package.empty()) return;
  const std::string written =
      concat(command.package, command.version.empty() ? "" : "@", command.version);
  AgentSite supplier{command.package, concat("the owner of `", command.package, "`"),
                     server.site.path, server.site.out};
  Grant& grant = add_grant(supplier, "agent-delegate", place_of(server, "args", server.node));
  grant.action = command.fixed ? Pattern::literal("supply") : Pattern::set({"supply", "change"});
  grant.resource = Pattern::literal(server.site.key);
  grant.action_words =
      concat(command.fixed ? "supply the code of " : "change the code of ", server.site.words);
  grant.brief_words = command.fixed ? "one version" : "whatever is newest, or what a tag names";
  Grant& code = add_allow(server.site, "agent-server-code", place_of(server, "args", server.node),
                          {"run", written, concat("run ", written)});
  code.group = command.package;
  code.brief_words = written;
}

void read_command(Server& server, const DocumentNode& command) {
  const ServerCommand line =
      read_server_command(command.text, strings_of(server.node.find("args")));
  server.what = line.package.empty() ? line.program : concat(line.program, " ", line.package);
  server.settings.push_back(concat("options ", join(line.options, " ")));
  if (!line.options.empty()) server.what += concat(" ", join(line.options, " "));
  for (const std::string& limit : line.limits) add_limit(server, "args", command, limit);
  for (const std::string& path : line.places) {
    Grant& grant = add_allow(server.site, "agent-server-place", place_of(server, "args", command),
                             {"reach", path, concat("reach `", path, "`")});
    grant.group = "places";
    grant.brief_words = concat("`", path, "`");
  }
  add_supplier(server, line);
}

// The address without what may be a credential: user, values of parameters that name a secret.
std::string public_address(Server& server, const DocumentNode& url) {
  std::string text = url.text;
  const std::size_t start = text.find("://");
  const std::size_t host = start == std::string::npos ? 0 : start + 3;
  const std::size_t end = std::min(text.find_first_of("/?#", host), text.size());
  if (const std::size_t at = text.rfind('@', end); at != std::string::npos && at >= host)
    text.erase(host, at + 1 - host);
  const std::size_t query = text.find('?');
  if (query == std::string::npos) return text;
  const std::string parameters = text.substr(query + 1);
  for (std::string_view parameter : split(parameters, '&')) {
    const std::string name(parameter.substr(0, parameter.find('=')));
    if (is_limit(name))
      add_limit(server, "url", url, std::string(parameter));
    else if (names_secret(name))
      add_secret(server, "url", url, name);
    else
      server.settings.push_back(concat("parameter ", parameter));
  }
  return text.substr(0, query);
}

void read_approved(Server& server, std::string_view key, const DocumentNode& tools) {
  const auto approve = [&](const std::string& tool) {
    AgentSite agents = server.agents;
    Grant& grant = add_grant(agents, "agent-permission", place_of(server, key, tools));
    grant.group = concat("mcp__", server.name);
    grant.action = Pattern::literal("use without asking");
    const std::string name = without_wildcards(concat("mcp__", server.name, "__"));
    grant.resource =
        tool == "*" ? Pattern::glob(name + "*") : Pattern::literal(name + without_wildcards(tool));
    grant.action_words =
        concat("use ", tool == "*" ? "every tool" : concat("the tool `", tool, "`"),
               " of the server `", server.name, "` without asking");
    grant.brief_words = tool;
  };
  if (tools.kind == NodeKind::boolean) {
    if (is_true(&tools)) approve("*");
    return;
  }
  for (const std::string& tool : strings_of(&tools)) approve(tool);
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

void read_member(Server& server, const std::string& key, const DocumentNode& value) {
  constexpr std::array<std::string_view, 7> kHarmless = {"type",
                                                         "timeout",
                                                         "description",
                                                         "$schema",
                                                         "startup_timeout_sec",
                                                         "tool_timeout_sec",
                                                         "startup_timeout_ms"};
  constexpr std::array<std::string_view, 6> kApprovals = {
      "trust", "alwaysAllow", "autoApprove", "auto_approve", "always_allow", "autoApproved"};
  constexpr std::array<std::string_view, 4> kValues = {"env", "headers", "http_headers",
                                                       "env_http_headers"};
  constexpr std::array<std::string_view, 4> kChoices = {"includeTools", "enabled_tools",
                                                        "enabledTools", "tools"};
  constexpr std::array<std::string_view, 4> kBars = {"excludeTools", "disabled_tools",
                                                     "disabledTools", "exclude_tools"};
  if (key == "command" || key == "args" || is_one_of(key, kHarmless)) return;
  if (key == "url" || key == "httpUrl" || key == "serverUrl") {
    server.what = public_address(server, value);
  } else if (is_one_of(key, kValues) && value.is_mapping()) {
    add_values(server, key, value);
  } else if (is_one_of(key, kApprovals)) {
    read_approved(server, key, value);
  } else if (is_one_of(key, kChoices) && value.is_sequence()) {
    add_choice(server.site, "agent-server-limit", place_of(server, key, value), strings_of(&value));
  } else if (is_one_of(key, kBars)) {
    for (const std::string& tool : strings_of(&value))
      add_limit(server, key, value, concat("no tool ", tool));
  } else {
    server.settings.push_back(concat(key, " ", normal_digest(value)));
  }
}

void add_server(const AgentSite& agents, const std::string& name, const std::string& route,
                const DocumentNode& node) {
  Server server{{concat("tool server ", name, " of ", agents.key),
                 concat("the tool server `", name, "` of ", agents.words), agents.path, agents.out},
                agents,
                name,
                route,
                node,
                {},
                ""};
  if (const DocumentNode* command = node.find("command"); command && command->is_scalar())
    read_command(server, *command);
  for (const auto& [key, value] : node.members) read_member(server, key.text, value);
  std::sort(server.settings.begin(), server.settings.end());
  const std::string settings = sha256(join(server.settings, "\n")).hex();
  AgentSite site = agents;
  Grant& grant =
      add_allow(site, "agent-server", {route, node.line},
                {concat("call with settings sha256 ", settings), concat(name, ": ", server.what),
                 concat("use the tool server `", name, "` (", server.what, "; settings ",
                        settings.substr(0, 12), ")")});
  grant.group = name;
  grant.brief_words = concat(server.what, ", settings ", settings.substr(0, 12));
}

}  // namespace

void add_servers(const AgentSite& site, const DocumentNode& servers, const std::string& route) {
  for (const auto& [name, node] : servers.members)
    add_server(site, name.text, concat(route, ".", name.text), node);
}

}  // namespace foureyes::ai_agents
