// Functions and procedures that run with the rights of their owner instead of the caller's.
#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/sql/readers.h"

namespace foureyes::sql {
namespace {

std::string signature(Cursor& cursor) {
  const auto arguments = cursor.parenthesised();
  return arguments ? concat("(", *arguments, ")") : "";
}

bool runs_as_owner(const Cursor& cursor, const std::string& kind, Flavour flavour) {
  if (cursor.holds("security definer") || cursor.holds("execute as owner") ||
      cursor.holds("execute as self") || cursor.holds("authid definer"))
    return true;
  const bool default_owner = flavour == Flavour::snowflake && kind == "procedure";
  return default_owner && !cursor.holds("execute as caller") &&
         !cursor.holds("execute as restricted caller");
}

// EXECUTE AS 'user' of SQL Server
std::string other_user(Cursor cursor) {
  for (; !cursor.done(); cursor.skip())
    if (cursor.accept("execute as") && cursor.token() && cursor.token()->kind == TokenKind::string)
      return cursor.token()->text;
  return "";
}

}  // namespace

Reading read_routine(Cursor& cursor, Session& session) {
  const bool alters = cursor.accept("alter");
  if (!alters && !cursor.accept("create")) return Reading::other;
  cursor.accept("or replace") || cursor.accept("or alter");
  cursor.accept("secure"), cursor.accept("external");
  std::string kind = cursor.word();
  if (kind == "proc") kind = "procedure";
  if (kind != "function" && kind != "procedure" && kind != "trigger") return Reading::other;
  cursor.skip();
  cursor.accept("if not exists") || cursor.accept("if exists");
  const auto name = cursor.name();
  if (!name) return Reading::other;
  Object routine = object_of(kind, *name, session);
  const std::string text = cursor.code();
  routine.name += signature(cursor);
  const std::string user = other_user(cursor);
  const EntitlementKey key{"sql-definer", {std::string(kEveryone), false}, routine, ""};
  const bool as_other = runs_as_owner(cursor, kind, session.flavour) || !user.empty();
  const bool redefines = !alters || session.flavour == Flavour::sql_server;
  if (!redefines && !as_other && !cursor.holds("security invoker") &&
      !cursor.holds("execute as caller"))
    return Reading::other;
  session.state.entitlements.erase(key);
  if (!as_other) return Reading::read;
  const bool pinned = session.flavour == Flavour::snowflake ||
                      session.flavour == Flavour::sql_server || cursor.holds("set search_path");
  Entitlement& entitlement = session.state.entitle(key, session.source());
  entitlement.privileges.add(user.empty() ? "run as its owner" : concat("run as ", user));
  if (!pinned) entitlement.privileges.add("choose its search_path");
  entitlement.condition = concat("its code is sha256 ", sha256(text).hex().substr(0, 16));
  return Reading::read;
}

}  // namespace foureyes::sql
