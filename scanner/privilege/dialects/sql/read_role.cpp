// CREATE, ALTER and DROP of roles, users and logins, their attributes, and ALTER ROLE ADD MEMBER.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/dialects/sql/readers.h"

namespace foureyes::sql {
namespace {

constexpr std::array<std::string_view, 9> kNouns = {"database role",
                                                    "application role",
                                                    "server role",
                                                    "or replace role",
                                                    "or replace user",
                                                    "role",
                                                    "user",
                                                    "login",
                                                    "group"};

// Attributes that give something, and the words that give and take them.
struct Attribute {
  std::string_view give;
  std::string_view take;
  std::string_view privilege;
};
constexpr std::array kAttributes = {
    Attribute{"superuser", "nosuperuser", "superuser"},
    Attribute{"createrole", "nocreaterole", "createrole"},
    Attribute{"createuser", "nocreateuser", "createuser"},
    Attribute{"createdb", "nocreatedb", "createdb"},
    Attribute{"bypassrls", "nobypassrls", "bypassrls"},
    Attribute{"replication", "noreplication", "replication"},
    Attribute{"login", "nologin", "login"},
};

// Settings of Snowflake and SQL Server that say nothing about what the principal may do.
constexpr std::array<std::string_view, 30> kHarmless = {"comment",
                                                        "default_role",
                                                        "display_name",
                                                        "login_name",
                                                        "first_name",
                                                        "middle_name",
                                                        "last_name",
                                                        "email",
                                                        "default_warehouse",
                                                        "default_namespace",
                                                        "default_schema",
                                                        "default_language",
                                                        "default_database",
                                                        "sid",
                                                        "timezone",
                                                        "tag",
                                                        "statement_timeout",
                                                        "must_change_password",
                                                        "check_policy",
                                                        "check_expiration",
                                                        "date_output_format",
                                                        "timestamp_output_format",
                                                        "log_level",
                                                        "autocommit",
                                                        "query_tag",
                                                        "session_preload_libraries",
                                                        "lock_timeout",
                                                        "old_password",
                                                        "allow_encrypted_value_modifications",
                                                        "must_change"};

const Object kServer = {"database server", ""};

bool is_harmless(std::string_view setting) {
  return std::find(kHarmless.begin(), kHarmless.end(), setting) != kHarmless.end();
}

std::optional<std::string> read_noun(Cursor& cursor) {
  for (std::string_view noun : kNouns)
    if (cursor.accept(noun)) {
      if (noun.starts_with("or replace ")) noun.remove_prefix(11);
      return std::string(noun == "server role" ? "role" : noun);
    }
  return std::nullopt;
}

Entitlement& attributes_of(const Principal& principal, Session& session) {
  return session.state.entitle({"sql-role", principal, kServer, ""}, session.source());
}

void set_attribute(const Principal& principal, std::string_view name, bool on, Session& session) {
  Entitlement& entitlement = attributes_of(principal, session);
  if (on)
    entitlement.privileges.add(std::string(name));
  else
    entitlement.privileges.take(std::string(name));
  if (entitlement.privileges.empty())
    session.state.entitlements.erase({"sql-role", principal, kServer, ""});
}

void set_guard(const Principal& principal, const std::string& name, const std::string& content,
               Session& session) {
  session.state.guards[{"sql-guard", {"principal", principal.name}, name}] = {content, name,
                                                                              session.source()};
}

bool add_members(Cursor& cursor, const Object& role, Session& session,
                 std::initializer_list<std::string_view> options) {
  const auto members = read_principals(cursor, session);
  if (!members) return false;
  for (const Principal& member : *members)
    for (std::string_view option : options)
      session.state.entitle({"sql-membership", member, role, ""}, session.source())
          .privileges.add(std::string(option));
  return true;
}

// IN ROLE a, b; ROLE a; ADMIN a; USER a of CREATE ROLE.
std::optional<bool> read_role_lists(Cursor& cursor, const Principal& principal, Session& session) {
  if (cursor.accept("in role") || cursor.accept("in group")) {
    const auto roles = read_principals(cursor, session);
    if (!roles) return false;
    for (const Principal& role : *roles)
      for (const char* option : {"inherit", "set role"})
        session.state
            .entitle({"sql-membership", principal, object_of_role(role), ""}, session.source())
            .privileges.add(option);
    return true;
  }
  if (cursor.accept("role") || cursor.accept("user"))
    return add_members(cursor, object_of_role(principal), session, {"inherit", "set role"});
  if (cursor.accept("admin"))
    return add_members(cursor, object_of_role(principal), session,
                       {"inherit", "set role", "administer"});
  return std::nullopt;
}

bool skip_value(Cursor& cursor) {
  if (cursor.is_symbol('(')) return cursor.parenthesised().has_value();
  cursor.accept_symbol('-');
  if (cursor.done()) return false;
  cursor.skip();
  while (cursor.accept_symbol('.')) cursor.skip();
  return true;
}

// PostgreSQL: SUPERUSER NOLOGIN PASSWORD 'x' VALID UNTIL 'y'
std::optional<bool> read_attribute(Cursor& cursor, const Principal& principal, Session& session) {
  for (const Attribute& attribute : kAttributes) {
    const bool on = cursor.accept(attribute.give);
    if (!on && !cursor.accept(attribute.take)) continue;
    set_attribute(principal, attribute.privilege, on, session);
    return true;
  }
  if (cursor.accept("noinherit")) {
    set_guard(principal, "NOINHERIT", "", session);
    return true;
  }
  if (cursor.accept("inherit")) {
    session.state.guards.erase({"sql-guard", {"principal", principal.name}, "NOINHERIT"});
    return true;
  }
  if (cursor.accept("encrypted") || cursor.accept("unencrypted") || cursor.accept("nopassword"))
    return true;
  if (cursor.accept("connection limit") || cursor.accept("sysid")) return skip_value(cursor);
  if (cursor.accept("valid until")) {
    const Token* value = cursor.token();
    if (!value) return false;
    set_guard(principal, "VALID UNTIL", value->text, session);
    cursor.skip();
    return true;
  }
  return std::nullopt;
}

// A setting of Snowflake or SQL Server that opens or closes the way in: key = value.
void read_login_setting(std::string_view key, const std::string& value, const Principal& principal,
                        Session& session) {
  const std::string lower = to_lower(value);
  if (key == "type" && contains(lower, "service"))
    set_attribute(principal, "log in as a service, without a second factor", true, session);
  else if (key == "type")
    set_attribute(principal, "log in as a service, without a second factor", false, session);
  else if (key == "disabled" && lower == "true")
    set_guard(principal, "DISABLED", "", session);
  else if (key == "disabled")
    session.state.guards.erase({"sql-guard", {"principal", principal.name}, "DISABLED"});
  else if (key == "network_policy")
    set_guard(principal, "NETWORK_POLICY", lower, session);
  else if (key == "default_secondary_roles")
    return;
  else
    session.state.entitle({"sql-role", principal, kServer, concat("by ", key)}, session.source())
        .privileges.add(concat("log in by ", key));
}

bool is_login_setting(std::string_view key) {
  static const std::vector<std::string_view> kKeys = {"password",
                                                      "rsa_public_key",
                                                      "rsa_public_key_2",
                                                      "type",
                                                      "disabled",
                                                      "network_policy",
                                                      "mins_to_bypass_mfa",
                                                      "mins_to_unlock",
                                                      "days_to_expiry",
                                                      "default_secondary_roles",
                                                      "login",
                                                      "name"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

std::optional<bool> read_setting_pair(Cursor& cursor, Principal& principal, Session& session) {
  const std::string key = cursor.word();
  if (key.empty()) return std::nullopt;
  const bool password = key == "password" && !cursor.is_symbol('=', 1);
  if (!password && !cursor.is_symbol('=', 1)) return std::nullopt;
  const bool known = is_login_setting(key) || is_harmless(key) || key.ends_with("_format");
  if (!known) return false;
  cursor.skip();
  cursor.accept_symbol('=');
  const Token* value = cursor.token();
  const std::string text = value ? value->text : "";
  if (!skip_value(cursor)) return false;
  cursor.accept("hashed"), cursor.accept("must_change");
  if (key == "name" || (key == "login" && session.flavour != Flavour::snowflake)) {
    if (key == "name") {
      const Principal renamed =
          principal_of("", {{plain_name(text, session.flavour)}, false}, session.flavour);
      session.state.rename_principal(principal, renamed);
      principal = renamed;
    }
    return true;
  }
  // A password of a role that may log in is no news; that of PostgreSQL comes with LOGIN.
  if (!is_harmless(key) && !(key == "password" && session.flavour != Flavour::snowflake))
    read_login_setting(key, text, principal, session);
  return true;
}

// FOR LOGIN x, FROM EXTERNAL PROVIDER, WITHOUT LOGIN of SQL Server; IDENTIFIED BY of others.
std::optional<bool> read_origin(Cursor& cursor) {
  if (cursor.accept("without login") || cursor.accept("from external provider") ||
      cursor.accept("from windows"))
    return true;
  for (std::string_view words : {"for login", "from login", "for certificate", "from certificate",
                                 "for asymmetric key", "from asymmetric key", "authorization"})
    if (cursor.accept(words)) return cursor.name().has_value();
  if (cursor.accept("identified by")) return skip_value(cursor);
  return std::nullopt;
}

bool read_options(Cursor& cursor, Principal& principal, Session& session) {
  while (!cursor.done()) {
    if (cursor.accept("with") || cursor.accept_symbol(',')) continue;
    if (const auto read = read_attribute(cursor, principal, session)) {
      if (!*read) return false;
    } else if (const auto origin = read_origin(cursor)) {
      if (!*origin) return false;
    } else if (const auto pair = read_setting_pair(cursor, principal, session)) {
      if (!*pair) return false;
    } else if (const auto lists = read_role_lists(cursor, principal, session)) {
      if (!*lists) return false;
    } else {
      return false;
    }
  }
  return true;
}

Reading create(Cursor& cursor, const std::string& noun, Session& session) {
  cursor.accept("if not exists");
  const auto name = cursor.name();
  if (!name) return Reading::unreadable;
  Principal principal = principal_of(noun, *name, session.flavour);
  const bool may_log_in = (noun == "user" || noun == "login") && !cursor.holds("without login");
  if (may_log_in) set_attribute(principal, "login", true, session);
  return read_options(cursor, principal, session) ? Reading::read : Reading::unreadable;
}

Reading drop(Cursor& cursor, const std::string& noun, Session& session) {
  cursor.accept("if exists");
  const auto names = cursor.names();
  if (!names) return Reading::unreadable;
  cursor.accept("cascade"), cursor.accept("restrict");
  if (!cursor.done()) return Reading::unreadable;
  for (const Name& name : *names)
    session.state.drop_principal(principal_of(noun, name, session.flavour));
  return Reading::read;
}

Reading unset(Cursor& cursor, const Principal& principal, Session& session) {
  do {
    const std::string key = cursor.word();
    if (key == "tag") return Reading::read;
    if (!is_harmless(key) && !is_login_setting(key)) return Reading::unreadable;
    cursor.skip();
    const std::string guard = key == "network_policy" ? "NETWORK_POLICY" : "DISABLED";
    if (key == "network_policy" || key == "disabled")
      session.state.guards.erase({"sql-guard", {"principal", principal.name}, guard});
    session.state.entitlements.erase({"sql-role", principal, kServer, concat("by ", key)});
  } while (cursor.accept_symbol(',') || !cursor.done());
  return Reading::read;
}

Reading alter(Cursor& cursor, const std::string& noun, Session& session) {
  cursor.accept("if exists");
  const auto name = cursor.name();
  if (!name) return Reading::unreadable;
  Principal principal = principal_of(noun, *name, session.flavour);
  if (cursor.accept("rename to")) {
    const auto to = cursor.name();
    if (!to) return Reading::unreadable;
    session.state.rename_principal(principal, principal_of(noun, *to, session.flavour));
    return Reading::read;
  }
  const bool add = cursor.accept("add member") || (noun == "group" && cursor.accept("add user"));
  if (add)
    return add_members(cursor, object_of_role(principal), session, {"inherit", "set role"})
               ? Reading::read
               : Reading::unreadable;
  if (cursor.accept("drop member") || (noun == "group" && cursor.accept("drop user"))) {
    const auto members = read_principals(cursor, session);
    if (!members) return Reading::unreadable;
    for (const Principal& member : *members)
      session.state.entitlements.erase({"sql-membership", member, object_of_role(principal), ""});
    return Reading::read;
  }
  if (cursor.accept("unset")) return unset(cursor, principal, session);
  if (cursor.accept("enable") || cursor.accept("disable")) {
    const bool on = cursor.word(0).empty() && cursor.done();
    if (!on) return Reading::unreadable;
    cursor.go_to(cursor.position() - 1);
    set_attribute(principal, "login", cursor.is_word("enable"), session);
    return Reading::read;
  }
  if (cursor.accept("in database") && !cursor.name()) return Reading::unreadable;
  if (cursor.accept("reset")) return Reading::read;
  if (cursor.accept("set") && session.flavour != Flavour::snowflake) {
    // A run-time setting of PostgreSQL; one of these runs code or changes who the role is.
    const std::string setting = cursor.word();
    static const std::vector<std::string_view> kRisky = {
        "role", "session_authorization", "row_security", "session_replication_role"};
    const bool risky =
        std::find(kRisky.begin(), kRisky.end(), setting) != kRisky.end() || setting.empty();
    const bool pairs = is_login_setting(setting);
    if (!pairs) return risky ? Reading::unreadable : Reading::read;
  }
  if (cursor.accept("tag")) return Reading::read;
  return read_options(cursor, principal, session) ? Reading::read : Reading::unreadable;
}

}  // namespace

Reading read_role(Cursor& cursor, Session& session) {
  std::string verb = cursor.word();
  if (verb == "define") verb = "create";
  if (verb != "create" && verb != "alter" && verb != "drop") return Reading::other;
  cursor.skip();
  if (verb == "create") cursor.accept("or replace") || cursor.accept("or alter");
  const auto noun = read_noun(cursor);
  if (!noun) return Reading::other;
  if (cursor.is_word("mapping")) return Reading::other;  // of a foreign server
  if (verb == "create") return create(cursor, *noun, session);
  return verb == "drop" ? drop(cursor, *noun, session) : alter(cursor, *noun, session);
}

}  // namespace foureyes::sql
