#include "privilege/dialects/ai_agents/claude_settings.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/normal_form.h"

namespace foureyes::ai_agents {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

// Texts, looks and times: nothing that anybody may do.
bool is_harmless(std::string_view key) {
  constexpr std::array<std::string_view, 30> kKeys = {"$schema",
                                                      "model",
                                                      "cleanupPeriodDays",
                                                      "includeCoAuthoredBy",
                                                      "attribution",
                                                      "outputStyle",
                                                      "language",
                                                      "companyAnnouncements",
                                                      "alwaysThinkingEnabled",
                                                      "effortLevel",
                                                      "plansDirectory",
                                                      "showTurnDuration",
                                                      "spinnerVerbs",
                                                      "spinnerTipsEnabled",
                                                      "spinnerTipsOverride",
                                                      "terminalProgressBarEnabled",
                                                      "prefersReducedMotion",
                                                      "autoUpdatesChannel",
                                                      "teammateMode",
                                                      "feedbackSurveyRate",
                                                      "theme",
                                                      "verbose",
                                                      "preferredNotifChannel",
                                                      "messageIdleNotifThresholdMs",
                                                      "editorMode",
                                                      "todoFeatureEnabled",
                                                      "includeGitInstructions",
                                                      "availableModels",
                                                      "modelOverrides",
                                                      "fastMode"};
  return is_one_of(key, kKeys);
}

bool names_command(std::string_view key) {
  constexpr std::array<std::string_view, 5> kKeys = {"apiKeyHelper", "awsAuthRefresh",
                                                     "awsCredentialExport", "gcpAuthRefresh",
                                                     "otelHeadersHelper"};
  return is_one_of(key, kKeys);
}

bool holds_command(std::string_view key) {
  constexpr std::array<std::string_view, 3> kKeys = {"statusLine", "subagentStatusLine",
                                                     "fileSuggestion"};
  return is_one_of(key, kKeys);
}

void add_mode(AgentSite& site, const DocumentNode& mode) {
  const AgentPlace place{"permissions.defaultMode", mode.line};
  const auto allow = [&](std::vector<std::string> actions, std::string words) {
    Grant& grant = add_grant(site, "agent-mode", place);
    grant.group = "mode";
    grant.action = Pattern::set(std::move(actions));
    grant.resource = Pattern::literal("every session");
    grant.action_words = std::move(words);
    grant.brief_words = concat("mode `", mode.text, "`");
  };
  const std::string edit = "edit files without asking", judge = "act on a model's judgement";
  if (mode.text == "default" || mode.text == "manual") return;
  if (mode.text == "acceptEdits") return allow({edit}, edit);
  if (mode.text == "auto")
    return allow({edit, judge}, "act without asking where a model finds it safe");
  if (mode.text == "bypassPermissions")
    return allow({edit, judge, "do anything"}, "do anything without asking");
  if (mode.text == "plan" || mode.text == "dontAsk") {
    Grant& guard = add_guard(site, "agent-mode", place,
                             {"hold back", mode.text, concat("the mode `", mode.text, "`")});
    guard.brief_words = mode.text;
    return;
  }
  add_unknown(site, UnknownReason::new_key, place, mode);
}

// "../x", "~/x", "/x"
void add_directories(AgentSite& site, const DocumentNode& list) {
  for (const std::string& directory : strings_of(&list)) {
    std::string path = without_wildcards(directory);
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    Grant& grant =
        add_grant(site, "agent-directory", {"permissions.additionalDirectories", list.line});
    grant.action = Pattern::literal("read and edit");
    // A path that climbs is covered by itself only.
    grant.resource = contains(path, "..")  ? Pattern::literal(path)
                     : path.ends_with('/') ? Pattern::set({path, "/*"})
                                           : Pattern::set({path, path + "/*"});
    grant.action_words = concat("work in the directory `", directory, "`");
    grant.brief_words = concat("`", directory, "`");
  }
}

void add_permissions(AgentSite& site, const DocumentNode& permissions, RuleLists& lists) {
  for (const auto& [key, value] : permissions.members) {
    const std::string route = concat("permissions.", key.text);
    if (key.text == "allow") {
      lists.add(lists.allow, site.path, route, &value);
    } else if (key.text == "ask") {
      lists.add(lists.ask, site.path, route, &value);
    } else if (key.text == "deny") {
      lists.add(lists.deny, site.path, route, &value);
    } else if (key.text == "defaultMode") {
      add_mode(site, value);
    } else if (key.text == "additionalDirectories") {
      add_directories(site, value);
    } else if (key.text == "disableBypassPermissionsMode" || key.text == "disableAutoMode") {
      if (value.text == "disable")
        add_guard(site, "agent-mode", {route, value.line},
                  {"forbid", key.text, concat("the bar `", key.text, "`")});
    } else {
      add_unknown(site, UnknownReason::new_key, {route, value.line}, value);
    }
  }
}

// Servers of the repository's .mcp.json that start without a question.
void add_server_choice(AgentSite& site, std::string_view key, const DocumentNode& value) {
  const AgentPlace place{std::string(key), value.line};
  const auto start = [&](Pattern servers, const std::string& words) {
    Grant& grant = add_grant(site, "agent-server-trust", place);
    grant.group = "servers";
    grant.action = Pattern::literal("start without asking");
    grant.resource = std::move(servers);
    grant.action_words = concat("start ", words, " without asking");
    grant.brief_words = words;
  };
  if (key == "enableAllProjectMcpServers") {
    if (is_true(&value)) start(Pattern::glob("*"), "every tool server of the repository");
    return;
  }
  for (const std::string& server : strings_of(&value)) {
    const std::string words = concat("the tool server `", server, "`");
    if (key == "enabledMcpjsonServers")
      start(Pattern::literal(without_wildcards(server)), words);
    else
      add_guard(site, "agent-server-trust", place,
                {"refuse", server, concat("the refusal of ", words)});
  }
}

// The value of a variable that names no secret is part of what it does; it is never shown.
void add_environment(AgentSite& site, const DocumentNode& environment) {
  for (const auto& [key, value] : environment.members) {
    const bool secret = names_secret(key.text);
    Grant& grant = add_grant(site, "agent-environment", {concat("env.", key.text), value.line});
    grant.action =
        Pattern::literal(secret ? "set" : concat("set to sha256 ", sha256(value.text).hex()));
    grant.resource = Pattern::literal(without_wildcards(key.text));
    const std::string value_words =
        secret ? "" : concat(" (value ", sha256(value.text).hex().substr(0, 12), ")");
    grant.action_words = concat("run with the variable `", key.text, "`", value_words);
    grant.brief_words = concat(key.text, value_words);
  }
}

// Where plugins come from, and which run.
void add_plugins(AgentSite& site, std::string_view key, const DocumentNode& value) {
  for (const auto& [name, setting] : value.members) {
    if (key == "enabledPlugins" && setting.text == "false") continue;
    const bool market = key == "extraKnownMarketplaces";
    const std::string resource =
        market ? concat(name.text, " sha256 ", normal_digest(setting)) : name.text;
    add_allow(site, "agent-plugin", {concat(key, ".", name.text), setting.line},
              {market ? "trust" : "run", resource,
               concat(market ? "install plugins from the marketplace `" : "run the plugin `",
                      name.text, "`")});
  }
}

// The sandbox: what tells it to hold is a guard, what opens it is a grant; the rest is unknown.
void add_sandbox(AgentSite& site, const DocumentNode& node, const std::string& route) {
  constexpr std::array<std::string_view, 8> kOpenings = {
      "excludedCommands",    "allowUnixSockets",        "allowedDomains",
      "allowAllUnixSockets", "allowLocalBinding",       "enableWeakerNestedSandbox",
      "allowWrite",          "autoAllowBashIfSandboxed"};
  constexpr std::array<std::string_view, 7> kWalls = {"enabled",
                                                      "failIfUnavailable",
                                                      "deniedDomains",
                                                      "denyWrite",
                                                      "denyRead",
                                                      "allowManagedDomainsOnly",
                                                      "allowManagedReadPathsOnly"};
  for (const auto& [key, value] : node.members) {
    const std::string at = concat(route, ".", key.text);
    const AgentPlace place{at, value.line};
    if (key.text == "network" || key.text == "filesystem") {
      add_sandbox(site, value, at);
      continue;
    }
    if (key.text == "allowUnsandboxedCommands") {
      if (value.text == "false")
        add_guard(site, "agent-sandbox", place,
                  {"hold", at, "the bar on commands outside the sandbox"});
      continue;
    }
    const bool opens = is_one_of(key.text, kOpenings), walls = is_one_of(key.text, kWalls);
    if (!opens && !walls) add_unknown(site, UnknownReason::new_key, place, value);
    for (const std::string& item : strings_of(&value)) {
      if (item == "false" || (!opens && !walls)) continue;
      const std::string what = concat(at, " ", item);
      if (opens)
        add_allow(site, "agent-sandbox", place,
                  {"leave", what, concat("leave the sandbox by `", what, "`")});
      else
        add_guard(site, "agent-sandbox", place,
                  {"hold", what, concat("the sandbox's `", what, "`")});
    }
  }
}

void read_key(AgentSite& site, const TreeView& tree, const DocumentMember& member,
              RuleLists& lists) {
  const DocumentNode& value = member.second;
  const std::string& key = member.first.text;
  const AgentPlace place{key, value.line};
  if (key == "permissions") {
    add_permissions(site, value, lists);
  } else if (key == "hooks") {
    add_hooks(site, tree, value, "hooks");
  } else if (key == "env") {
    add_environment(site, value);
  } else if (key == "sandbox") {
    add_sandbox(site, value, "sandbox");
  } else if (key == "enableAllProjectMcpServers" || key == "enabledMcpjsonServers" ||
             key == "disabledMcpjsonServers") {
    add_server_choice(site, key, value);
  } else if (key == "enabledPlugins" || key == "extraKnownMarketplaces") {
    add_plugins(site, key, value);
  } else if (names_command(key) && value.is_scalar()) {
    add_command(site, tree, place, key, value.text);
  } else if (holds_command(key) && value.find_string("command")) {
    add_command(site, tree, place, key, *value.find_string("command"));
  } else if (key == "disableAllHooks") {
    if (is_true(&value))
      add_allow(site, "agent-hook", place, {"skip", "every hook", "act without any hook"});
  } else if (!is_harmless(key)) {
    add_unknown(site, UnknownReason::new_key, place, value);
  }
}

}  // namespace

void read_claude_settings(const std::vector<SettingsFile>& files, const AgentSite& at,
                          const TreeView& tree) {
  RuleLists lists;
  for (const SettingsFile& file : files) {
    AgentSite site = at;
    site.path = file.path;
    for (const DocumentMember& member : file.root.members) read_key(site, tree, member, lists);
  }
  add_rules(at, lists);
}

}  // namespace foureyes::ai_agents
