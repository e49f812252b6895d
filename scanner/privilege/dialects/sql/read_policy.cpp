// Row-level security, masking, row access and network policies: guards, and the policies of
// PostgreSQL that let rows through.
#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/sql/readers.h"

namespace foureyes::sql {
namespace {

Guard guard(std::string words, std::string content, const Session& session) {
  return {std::move(content), std::move(words), session.source()};
}

std::string digest_of(const std::string& text) { return sha256(text).hex(); }

// What CREATE POLICY and ALTER POLICY say after the table.
struct RowPolicy {
  bool permissive = true;
  std::string command = "all";
  std::vector<Principal> roles = {{std::string(kEveryone), false}};
  std::string rows;   // USING
  std::string check;  // WITH CHECK
};

bool read_row_policy(Cursor& cursor, const Session& session, RowPolicy& out) {
  while (!cursor.done()) {
    if (cursor.accept("as permissive")) {
      out.permissive = true;
    } else if (cursor.accept("as restrictive")) {
      out.permissive = false;
    } else if (cursor.accept("for")) {
      out.command = cursor.word();
      cursor.skip();
    } else if (cursor.accept("to")) {
      auto roles = read_principals(cursor, session);
      if (!roles) return false;
      out.roles = std::move(*roles);
    } else if (cursor.accept("using")) {
      const auto text = cursor.parenthesised();
      if (!text) return false;
      out.rows = *text;
    } else if (cursor.accept("with check")) {
      const auto text = cursor.parenthesised();
      if (!text) return false;
      out.check = *text;
    } else {
      return false;
    }
  }
  return true;
}

std::string condition_of(const RowPolicy& policy) {
  const bool free = (policy.rows == "true" || policy.rows.empty()) &&
                    (policy.check == "true" || policy.check.empty());
  if (free && (policy.rows == "true" || policy.check == "true")) return "";
  std::string text = policy.rows.empty() ? "" : concat("rows where ", policy.rows);
  if (!policy.check.empty())
    text += concat(text.empty() ? "" : ", ", "new rows where ", policy.check);
  return text.empty() ? "no row" : text;
}

void erase_row_policy(const Object& table, const std::string& name, Session& session) {
  std::erase_if(session.state.entitlements, [&](const auto& item) {
    return std::get<0>(item.first) == "sql-row-policy" && std::get<2>(item.first) == table &&
           std::get<3>(item.first) == name;
  });
}

void add_row_policy(const Object& table, const std::string& name, const RowPolicy& policy,
                    Session& session) {
  if (!policy.permissive) {
    std::vector<std::string> roles;
    for (const Principal& role : policy.roles) roles.push_back(role.name);
    session.state.guards[{"sql-guard", table, concat("policy ", name)}] =
        guard(concat("restrictive policy `", name, "`"),
              digest_of(concat(policy.command, "|", join(roles, ","), "|", condition_of(policy))),
              session);
    return;
  }
  for (const Principal& role : policy.roles) {
    Entitlement& entitlement =
        session.state.entitle({"sql-row-policy", role, table, name}, session.source());
    entitlement.privileges = {};
    if (policy.command == "all")
      for (const char* command : {"select", "insert", "update", "delete"})
        entitlement.privileges.add(command);
    else
      entitlement.privileges.add(policy.command);
    entitlement.condition = condition_of(policy);
  }
}

Reading policy_statement(Cursor& cursor, const std::string& verb, Session& session) {
  cursor.accept("if exists") || cursor.accept("if not exists");
  const auto name = cursor.name();
  if (!name || !cursor.accept("on")) return Reading::unreadable;
  const auto target = cursor.name();
  if (!target) return Reading::unreadable;
  const Object table = object_of("table", *target, session);
  const GuardKey key{"sql-guard", table, concat("policy ", name->text())};
  if (verb == "drop") {
    const auto before = session.state.entitlements.size();
    erase_row_policy(table, name->text(), session);
    const bool known =
        session.state.entitlements.size() < before || session.state.guards.erase(key) > 0;
    // A policy from elsewhere may have been one that restricts.
    if (!known)
      session.state
          .entitle({"sql-row-policy", {std::string(kEveryone), false}, table, name->text()},
                   session.source())
          .privileges.add(concat("pass without policy ", name->text()));
    return Reading::read;
  }
  if (cursor.is_word("rename")) return Reading::unreadable;
  RowPolicy policy;
  if (!read_row_policy(cursor, session, policy)) return Reading::unreadable;
  // ALTER says only what changes: what it leaves is not known here, so nothing is claimed.
  if (verb == "alter") return Reading::unreadable;
  add_row_policy(table, name->text(), policy, session);
  return Reading::read;
}

// ALTER TABLE t ENABLE | DISABLE | FORCE | NO FORCE ROW LEVEL SECURITY
Reading row_level_security(Cursor& cursor, const Object& table, Session& session) {
  const bool enable = cursor.accept("enable"), disable = !enable && cursor.accept("disable");
  const bool no_force = !enable && !disable && cursor.accept("no force");
  const bool force = !enable && !disable && !no_force && cursor.accept("force");
  if (!cursor.accept("row level security") || !cursor.done()) return Reading::unreadable;
  const EntitlementKey open{"sql-row-policy", {std::string(kEveryone), false}, table, ""};
  if (enable || disable) {
    const GuardKey key{"sql-guard", table, "row-level security"};
    session.state.entitlements.erase(open);
    if (enable)
      session.state.guards[key] = guard("row-level security", "", session);
    else if (session.state.guards.erase(key) == 0)
      session.state.entitle(open, session.source())
          .privileges.add("read and change every row, without row-level security");
    return Reading::read;
  }
  const GuardKey key{"sql-guard", table, "forced row-level security"};
  if (force)
    session.state.guards[key] = guard("row-level security for the owner too", "", session);
  else if (session.state.guards.erase(key) == 0)
    session.state
        .entitle({"sql-row-policy", {concat("owner of ", table.name), false}, table, ""},
                 session.source())
        .privileges.add("read and change every row");
  return Reading::read;
}

std::string_view kind_of_policy(Cursor& cursor) {
  for (std::string_view kind : {"masking policy", "row access policy", "network policy",
                                "session policy", "password policy", "authentication policy",
                                "aggregation policy", "projection policy", "security policy"})
    if (cursor.accept(kind)) return kind;
  return "";
}

// SET MASKING POLICY p, ADD ROW ACCESS POLICY p ON (c), UNSET MASKING POLICY, DROP MASKED ...
Reading attach_policy(Cursor& cursor, const Object& table, Session& session) {
  std::string column;
  for (; !cursor.done(); cursor.skip()) {
    if (cursor.accept("column"))
      if (const auto name = cursor.name()) column = name->text();
    const bool sets = cursor.accept("set") || cursor.accept("add");
    const bool unsets = !sets && (cursor.accept("unset") || cursor.accept("drop"));
    if (cursor.done()) break;
    if (unsets && cursor.accept("all row access policies")) {
      std::erase_if(session.state.guards, [&](const auto& item) {
        return std::get<0>(item.first) == "sql-mask" && std::get<1>(item.first) == table &&
               std::get<2>(item.first).starts_with("row access");
      });
      return Reading::read;
    }
    cursor.accept("with");
    const bool masked = (sets || unsets) && cursor.accept("masked");
    const std::string kind(masked ? "mask" : sets || unsets ? kind_of_policy(cursor) : "");
    if (kind.empty()) {
      if (cursor.done()) break;
      continue;
    }
    const auto name = masked ? std::nullopt : cursor.name();
    const std::string policy = name ? name->text() : "";
    const bool by_column = kind == "masking policy" || masked;
    const GuardKey key{"sql-mask", table,
                       concat(kind, by_column ? concat(" of ", column) : concat(" ", policy))};
    const std::string words = concat(kind, policy.empty() ? "" : concat(" `", policy, "`"),
                                     by_column ? concat(" of column `", column, "`") : "");
    if (sets) {
      session.state.guards[key] = guard(words, concat(policy, " ", cursor.rest()), session);
    } else if (session.state.guards.erase(key) == 0) {
      session.state
          .entitle({"sql-row-policy", {std::string(kEveryone), false}, table, words},
                   session.source())
          .privileges.add(concat("see what the ", words, " hid"));
    }
    return Reading::read;
  }
  return Reading::unreadable;
}

Reading alter_table(Cursor& cursor, Session& session) {
  if (!cursor.accept("table") && !cursor.accept("view") && !cursor.accept("materialized view") &&
      !cursor.accept("foreign table"))
    return Reading::other;
  if (!cursor.holds("row level security") && !cursor.holds("masking policy") &&
      !cursor.holds("row access policy") && !cursor.holds("all row access policies") &&
      !cursor.holds("masked"))
    return Reading::other;
  cursor.accept("if exists"), cursor.accept("only");
  const auto name = cursor.name();
  if (!name) return Reading::unreadable;
  const Object table = object_of("table", *name, session);
  if (cursor.holds("row level security")) return row_level_security(cursor, table, session);
  return attach_policy(cursor, table, session);
}

// CREATE MASKING POLICY p AS ...; the network policy of an account or user is a setting.
Reading policy_object(Cursor& cursor, const std::string& verb, Session& session) {
  const std::string kind(kind_of_policy(cursor));
  if (kind.empty()) return Reading::other;
  cursor.accept("if not exists") || cursor.accept("if exists");
  const auto name = cursor.name();
  if (!name) return Reading::unreadable;
  const GuardKey key{"sql-guard", object_of(kind, *name, session), "definition"};
  if (verb == "drop") {
    session.state.guards.erase(key);
    return Reading::read;
  }
  Guard& mine = session.state.guards[key];
  const std::string before = verb == "create" ? "" : mine.content;
  if (verb == "alter" && mine.words.empty()) {
    session.state.guards.erase(key);
    return Reading::unreadable;
  }
  mine = guard(concat("definition of the ", kind, " `", name->text(), "`"),
               digest_of(concat(before, "|", cursor.rest())), session);
  return Reading::read;
}

Reading account_setting(Cursor& cursor, Session& session) {
  const bool sets = cursor.accept("set");
  if (!sets && !cursor.accept("unset")) return Reading::unreadable;
  const std::string setting = cursor.word();
  const GuardKey key{"sql-guard", {"account", ""}, setting};
  if (sets) {
    session.state.guards[key] =
        guard(concat("account setting ", setting), digest_of(cursor.rest()), session);
  } else if (session.state.guards.erase(key) == 0) {
    session.state
        .entitle({"sql-role", {std::string(kEveryone), false}, {"account", ""}, setting},
                 session.source())
        .privileges.add(concat("use the account without ", setting));
  }
  return Reading::read;
}

}  // namespace

Reading read_row_security(Cursor& cursor, Session& session) {
  const std::string verb = cursor.word();
  if (verb != "create" && verb != "alter" && verb != "drop") return Reading::other;
  cursor.skip();
  if (verb == "alter" && (cursor.is_word("table") || cursor.is_word("view") ||
                          cursor.is_word("materialized") || cursor.is_word("foreign")))
    return alter_table(cursor, session);
  return cursor.accept("policy") ? policy_statement(cursor, verb, session) : Reading::other;
}

Reading read_policy(Cursor& cursor, Session& session) {
  const std::string verb = cursor.word();
  if (verb != "create" && verb != "alter" && verb != "drop") return Reading::other;
  cursor.skip();
  cursor.accept("or replace");
  if (verb == "alter" && cursor.accept("account")) return account_setting(cursor, session);
  return policy_object(cursor, verb, session);
}

}  // namespace foureyes::sql
