// Objects that come and go, and who owns them; settings that decide what names mean or how far code
// reaches.
#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/sql/readers.h"

namespace foureyes::sql {
namespace {

constexpr std::size_t kMaxObjects = 20000;  // that ALL TABLES stands for

std::optional<std::string> read_object_kind(Cursor& cursor) {
  static const std::vector<std::string_view> kModifiers = {
      "global", "local",     "temporary", "temp",    "unlogged", "transient", "volatile", "hybrid",
      "secure", "recursive", "dynamic",   "iceberg", "foreign",  "external",  "event"};
  static const std::vector<std::string_view> kKinds = {
      "materialized view", "table", "view",  "sequence",  "schema", "database", "function",
      "procedure",         "proc",  "stage", "warehouse", "type",   "domain"};
  for (bool again = true; again;) {
    again = false;
    for (std::string_view modifier : kModifiers) again = cursor.accept(modifier) || again;
  }
  for (std::string_view kind : kKinds)
    if (cursor.accept(kind)) return std::string(kind == "proc" ? "procedure" : kind);
  return std::nullopt;
}

void set_owner(const Principal& owner, const Object& object, Session& session) {
  session.state.take(
      [&](const EntitlementKey& key) {
        return std::get<0>(key) == "sql-owner" && std::get<2>(key) == object;
      },
      [](Privileges& privileges) { return privileges.take_all(); });
  session.state.entitle({"sql-owner", owner, object, ""}, session.source()).privileges.add("own");
}

// WITH MASKING POLICY p and WITH ROW ACCESS POLICY p inside a definition.
void read_inner_policies(Cursor cursor, const Object& object, Session& session) {
  for (; !cursor.done(); cursor.skip())
    for (std::string_view policy : {"masking policy", "row access policy"}) {
      const std::size_t start = cursor.position();
      if (!cursor.accept(policy)) continue;
      if (const auto name = cursor.name())
        session.state.guards[{"sql-mask", object, concat(policy, " ", name->text())}] = {
            "", concat(policy, " `", name->text(), "`"), session.source()};
      cursor.go_to(start);
    }
}

Reading create(Cursor& cursor, Session& session) {
  const bool replaces = cursor.accept("or replace");
  if (!replaces) cursor.accept("or alter");
  const auto kind = read_object_kind(cursor);
  if (!kind || *kind == "function" || *kind == "procedure") return Reading::other;
  cursor.accept("if not exists");
  if (*kind == "schema" && cursor.accept("authorization")) {
    const std::size_t start = cursor.position();
    const auto owner = read_principal(cursor, session);
    cursor.go_to(start);
    const auto name = cursor.name();
    if (!owner || !name) return Reading::unreadable;
    set_owner(*owner, object_of("schema", *name, session), session);
    return Reading::read;
  }
  const auto name = cursor.name();
  if (!name) return Reading::other;
  if (*kind == "schema" && cursor.holds("grant")) return Reading::unreadable;  // its elements
  const Object object = object_of(*kind, *name, session);
  if (replaces && session.flavour == Flavour::snowflake) {
    if (!cursor.holds("copy grants")) session.state.drop_grants_on(object);
    session.state.drop_guards_on(object);
  }
  if (session.state.objects.size() < kMaxObjects) session.state.create_object(object);
  if (*kind == "schema" && cursor.accept("authorization")) {
    const auto owner = read_principal(cursor, session);
    if (!owner) return Reading::unreadable;
    set_owner(*owner, object, session);
  }
  read_inner_policies(cursor, object, session);
  return Reading::read;
}

Reading drop(Cursor& cursor, Session& session) {
  if (cursor.accept("owned by")) {
    const auto owners = read_principals(cursor, session);
    if (!owners) return Reading::unreadable;
    for (const Principal& owner : *owners) session.state.drop_principal(owner);
    return Reading::read;
  }
  const auto kind = read_object_kind(cursor);
  if (!kind) return Reading::other;
  cursor.accept("if exists");
  do {
    const auto name = cursor.name();
    if (!name) return Reading::other;
    session.state.drop_object(object_of(*kind, *name, session));
    if (cursor.is_symbol('(')) cursor.parenthesised();
  } while (cursor.accept_symbol(','));
  return Reading::read;
}

Reading alter(Cursor& cursor, Session& session) {
  const auto kind = read_object_kind(cursor);
  if (!kind) return Reading::other;
  cursor.accept("if exists"), cursor.accept("only");
  const auto name = cursor.name();
  if (!name) return Reading::other;
  if (!cursor.accept("rename to") && !cursor.accept("swap with")) return Reading::other;
  auto to = cursor.name();
  if (!to) return Reading::unreadable;
  if (to->parts.size() < name->parts.size())
    to->parts.insert(to->parts.begin(), name->parts.begin(),
                     name->parts.end() - static_cast<std::ptrdiff_t>(to->parts.size()));
  session.state.rename_object(object_of(*kind, *name, session), object_of(*kind, *to, session));
  return Reading::read;
}

// The object between ALTER and OWNER TO: its name is what stands last.
std::optional<Object> altered_object(Cursor& cursor, const Session& session) {
  std::string kind;
  for (int words = 0; words < 6; ++words) {
    while (cursor.accept("if exists") || cursor.accept("only")) {
    }
    Cursor ahead = cursor;
    const auto name = ahead.name();
    if (!name) return std::nullopt;
    const std::size_t open = ahead.position();
    const auto arguments = ahead.parenthesised();
    if (!arguments) ahead.go_to(open);
    ahead.accept_symbol('*');
    if (ahead.accept("owner to")) {
      if (kind == "foreign table") kind = "table";
      Object object = object_of(kind, *name, session);
      if (arguments) object.name += concat("(", *arguments, ")");
      cursor = ahead;
      return object;
    }
    kind += concat(kind.empty() ? "" : " ", cursor.word());
    cursor.skip();
  }
  return std::nullopt;
}

// ALTER <kind> <name> OWNER TO <role>
Reading alter_owner(Cursor& cursor, Session& session) {
  cursor.skip();
  if (!cursor.holds("owner to")) return Reading::other;
  const auto object = altered_object(cursor, session);
  if (!object) return Reading::unreadable;
  const auto owner = read_principal(cursor, session);
  if (!owner || !cursor.done()) return Reading::unreadable;
  set_owner(*owner, *object, session);
  return Reading::read;
}

// ALTER AUTHORIZATION ON OBJECT::x TO y
Reading alter_authorization(Cursor& cursor, Session& session) {
  const auto object = read_object(cursor, session);
  if (!object || !cursor.accept("to")) return Reading::unreadable;
  if (cursor.accept("schema owner")) return Reading::read;
  const auto owner = read_principal(cursor, session);
  if (!owner || !cursor.done()) return Reading::unreadable;
  set_owner(*owner, *object, session);
  return Reading::read;
}

Reading reassign(Cursor& cursor, Session& session) {
  const auto from = read_principals(cursor, session);
  if (!from || !cursor.accept("to")) return Reading::unreadable;
  const auto to = read_principal(cursor, session);
  if (!to || !cursor.done()) return Reading::unreadable;
  for (const Principal& owner : *from)
    session.state.entitle({"sql-owner", *to, {"objects of", owner.name}, ""}, session.source())
        .privileges.add("own");
  return Reading::read;
}

Reading use(Cursor& cursor, Session& session) {
  if (cursor.accept("role") || cursor.accept("warehouse") || cursor.accept("secondary"))
    return Reading::read;
  const bool schema = cursor.accept("schema");
  if (!schema) cursor.accept("database");
  const auto name = cursor.name();
  if (!name) return Reading::unreadable;
  if (schema || name->parts.size() > 1) session.schema = name->parts.back();
  if (!schema || name->parts.size() > 1) session.database = name->parts.front();
  return Reading::read;
}

// SET search_path TO a, b: the first that is a schema of its own.
Reading set(Cursor& cursor, Session& session) {
  cursor.accept("local") || cursor.accept("session");
  if (!cursor.accept("search_path")) return Reading::other;
  cursor.accept("to") || cursor.accept_symbol('=');
  const auto name = cursor.name();
  const bool is_default = !name || name->text() == "public" || name->text() == "default";
  session.schema = is_default ? "" : name->text();
  return Reading::read;
}

Reading database_setting(Cursor& cursor, Session& session) {
  const auto name = cursor.name();
  if (!name || !cursor.accept("set")) return Reading::other;
  for (std::string_view setting : {"trustworthy", "db_chaining"}) {
    if (!cursor.accept(setting)) continue;
    const EntitlementKey key{"sql-role",
                             {concat("code in database ", name->text()), false},
                             {"database server", ""},
                             std::string(setting)};
    session.state.entitlements.erase(key);
    if (cursor.accept("on"))
      session.state.entitle(key, session.source())
          .privileges.add(concat("reach outside its database (", setting, ")"));
    else if (!cursor.accept("off"))
      return Reading::unreadable;
    return Reading::read;
  }
  return Reading::other;
}

}  // namespace

Reading read_ownership(Cursor& cursor, Session& session) {
  if (cursor.accept("reassign owned by")) return reassign(cursor, session);
  if (cursor.accept("alter authorization on")) return alter_authorization(cursor, session);
  return cursor.is_word("alter") ? alter_owner(cursor, session) : Reading::other;
}

Reading read_object_statement(Cursor& cursor, Session& session) {
  if (cursor.accept("create")) return create(cursor, session);
  if (cursor.accept("drop")) return drop(cursor, session);
  return cursor.accept("alter") ? alter(cursor, session) : Reading::other;
}

Reading read_setting(Cursor& cursor, Session& session) {
  const Token* first = cursor.token();
  if (first && first->kind == TokenKind::meta) {
    cursor.skip();
    if (first->text != "c" && first->text != "connect") return Reading::read;
    session.database = cursor.word();
    return Reading::read;
  }
  if (cursor.accept("use")) return use(cursor, session);
  if (cursor.accept("set")) return set(cursor, session);
  if (cursor.accept("alter database")) return database_setting(cursor, session);
  return Reading::other;
}

}  // namespace foureyes::sql
