// What GRANT, REVOKE, DENY and ALTER DEFAULT PRIVILEGES change.
#include <algorithm>

#include "base/text.h"
#include "privilege/dialects/sql/grant_statement.h"
#include "privilege/dialects/sql/readers.h"

namespace foureyes::sql {
namespace {

std::set<std::string> left_out_of_all(const Object& object, Flavour flavour) {
  if (flavour == Flavour::postgresql) return {};
  if (flavour == Flavour::snowflake) return {"ownership"};
  if (object.kind == "database")
    return {"ownership", "control", "take ownership", "alter any user"};
  return {"ownership", "control",         "take ownership",       "impersonate",
          "alter",     "view definition", "view change tracking", "receive",
          "unmask"};
}

// ALL of SQL Server is what ANSI-92 had, no more.
std::vector<std::string> all_of_sql_server(const Object& object) {
  if (object.kind == "database")
    return {"backup database", "backup log",      "create database",
            "create default",  "create function", "create procedure",
            "create rule",     "create table",    "create view"};
  return {"select", "insert", "update", "delete", "references", "execute"};
}

void add_items(const GrantStatement& statement, const Object& object, Flavour flavour,
               Entitlement& entitlement) {
  for (const Item& item : statement.items) {
    if (item.name != "all") {
      entitlement.privileges.add(item.name, item.columns);
    } else if (flavour == Flavour::sql_server) {
      for (const std::string& name : all_of_sql_server(object))
        entitlement.privileges.add(name, item.columns);
    } else {
      entitlement.privileges.add_all(left_out_of_all(object, flavour));
    }
  }
}

std::string words_of(const Item& item) {
  if (item.columns.empty()) return item.name;
  return concat(item.name, " (", join({item.columns.begin(), item.columns.end()}, ", "), ")");
}

bool owns(const GrantStatement& statement) {
  return statement.items.size() == 1 && statement.items.front().name == "ownership";
}

void give_ownership(const GrantStatement& statement, Session& session) {
  for (const Object& object : statement.objects) {
    session.state.take(
        [&](const EntitlementKey& key) {
          return std::get<0>(key) == "sql-owner" && std::get<2>(key) == object;
        },
        [](Privileges& privileges) { return privileges.take_all(); });
    for (const Principal& grantee : statement.grantees)
      session.state.entitle({"sql-owner", grantee, object, ""}, session.source())
          .privileges.add("own");
  }
}

GuardKey guard_key(std::string_view kind, const Object& object, const Item& item,
                   const Principal& grantee) {
  return {std::string(kind), object, concat(words_of(item), " to ", grantee.name)};
}

void give(const GrantStatement& statement, Session& session) {
  for (const Object& object : statement.objects)
    for (const Principal& grantee : statement.grantees) {
      for (const Item& item : statement.items)
        for (std::string_view kind : {"sql-revoke", "sql-deny"})
          session.state.guards.erase(guard_key(kind, object, item, grantee));
      add_items(statement, object, session.flavour,
                session.state.entitle({"sql-privilege", grantee, object, ""}, session.source()));
      if (statement.with_option)
        add_items(
            statement, object, session.flavour,
            session.state.entitle({"sql-grant-option", grantee, object, ""}, session.source()));
    }
}

// False when there was nothing to take.
bool take_item(const GrantStatement& statement, const Item& item, const Object& object,
               const Principal& grantee, Session& session) {
  const bool owner = item.name == "ownership", all = item.name == "all" && item.columns.empty();
  const auto mine = [&](const EntitlementKey& key) {
    const std::string& kind = std::get<0>(key);
    const bool privilege =
        kind == "sql-grant-option" || (kind == "sql-privilege" && !statement.option_only);
    return (privilege || (owner && kind == "sql-owner")) && std::get<1>(key) == grantee &&
           (same_object(std::get<2>(key), object) ||
            container_holds(object, std::get<2>(key), session.flavour));
  };
  return session.state.take(mine, [&](Privileges& privileges) {
    return owner || all ? privileges.take_all() : privileges.take(item.name, item.columns);
  });
}

// A REVOKE that finds nothing to take keeps away what something outside gave: a guard.
void take(const GrantStatement& statement, Session& session) {
  const bool deny = statement.verb == Verb::deny;
  for (const Object& object : statement.objects)
    for (const Principal& grantee : statement.grantees)
      for (const Item& item : statement.items) {
        bool any = take_item(statement, item, object, grantee, session);
        if (!deny)
          any = session.state.guards.erase(guard_key("sql-deny", object, item, grantee)) > 0 || any;
        if (any && !deny) continue;
        const std::string words =
            deny ? concat("DENY of ", words_of(item), " to ", grantee.name)
                 : concat("REVOKE of ", statement.option_only ? "the grant option of " : "",
                          words_of(item), " from ", grantee.name);
        session.state.guards[guard_key(deny ? "sql-deny" : "sql-revoke", object, item, grantee)] = {
            "", words, session.source()};
      }
}

void change_roles(const GrantStatement& statement, Session& session) {
  for (const Principal& role : statement.roles)
    for (const Principal& grantee : statement.grantees) {
      const EntitlementKey key{"sql-membership", grantee, object_of_role(role), ""};
      if (statement.verb == Verb::grant) {
        Entitlement& entitlement = session.state.entitle(key, session.source());
        for (const char* option : {"inherit", "set role", "administer"})
          if (statement.membership.contains(option))
            entitlement.privileges.add(option);
          else
            entitlement.privileges.take(option);
        continue;
      }
      const bool any = session.state.take(
          [&](const EntitlementKey& other) { return other == key; },
          [&](Privileges& privileges) {
            return statement.option_only ? privileges.take("administer") : privileges.take_all();
          });
      if (!any)
        session.state.guards[{"sql-revoke", object_of_role(role), grantee.name}] = {
            "", concat("REVOKE of the membership of ", grantee.name), session.source()};
    }
}

void apply(const GrantStatement& statement, Session& session) {
  if (!statement.roles.empty()) return change_roles(statement, session);
  if (statement.verb == Verb::grant)
    return owns(statement) ? give_ownership(statement, session) : give(statement, session);
  take(statement, session);
}

// FOR ROLE a, b; "" stands for whoever runs the statement.
std::optional<std::vector<std::string>> read_creators(Cursor& cursor, const Session& session) {
  if (!cursor.accept("for role") && !cursor.accept("for user")) return std::vector<std::string>{""};
  const auto roles = read_principals(cursor, session);
  if (!roles) return std::nullopt;
  std::vector<std::string> out;
  for (const Principal& role : *roles) out.push_back(role.name);
  return out;
}

}  // namespace

Reading read_grant(Cursor& cursor, Session& session) {
  const auto verb = read_verb(cursor);
  if (!verb) return Reading::other;
  GrantStatement statement;
  statement.verb = *verb;
  if (!read_grant_statement(cursor, session, statement)) return Reading::unreadable;
  apply(statement, session);
  return Reading::read;
}

Reading read_default_privileges(Cursor& cursor, Session& session) {
  if (!cursor.accept("alter default privileges")) return Reading::other;
  const auto creators = read_creators(cursor, session);
  if (!creators) return Reading::unreadable;
  std::vector<std::string> schemas = {""};
  if (cursor.accept("in schema")) {
    const auto names = cursor.names();
    if (!names) return Reading::unreadable;
    schemas.clear();
    for (const Name& name : *names) schemas.push_back(name.text());
  }
  GrantStatement statement;
  const auto verb = read_verb(cursor);
  if (!verb || *verb == Verb::deny) return Reading::unreadable;
  statement.verb = *verb;
  const std::string_view to = *verb == Verb::revoke ? "from" : "to";
  if (*verb == Verb::revoke) statement.option_only = cursor.accept("grant option for");
  if (!read_items(cursor, to, statement) || !cursor.accept("on")) return Reading::unreadable;
  std::string plural = cursor.word();
  cursor.skip();
  if (plural == "large") plural = "large objects", cursor.skip();
  if (plural == "routines") plural = "functions";
  if (!cursor.accept(to)) return Reading::unreadable;
  auto grantees = read_principals(cursor, session);
  if (!grantees) return Reading::unreadable;
  statement.grantees = std::move(*grantees);
  if (!read_options(cursor, session, statement)) return Reading::unreadable;
  for (const std::string& creator : *creators)
    for (const std::string& schema : schemas)
      statement.objects.push_back(
          {concat("future ", plural, creator.empty() ? "" : concat(" of ", creator),
                  schema.empty() ? "" : " in schema"),
           schema});
  apply(statement, session);
  return Reading::read;
}

}  // namespace foureyes::sql
