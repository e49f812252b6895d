// The common form of the statement in PostgreSQL, Snowflake, SQL Server and the standard; words
// that belong to none of it make the statement unreadable.
#include "privilege/dialects/sql/grant_statement.h"

#include "base/text.h"

namespace foureyes::sql {
namespace {

std::set<std::string> columns_of(const std::string& text, Flavour flavour) {
  Columns out;
  for (std::string_view column : split(text, ',')) {
    const std::string_view name = trim(column);
    out.insert(name.starts_with('"') ? std::string(name) : plain_name(name, flavour));
  }
  return out;
}

bool at_end_of_items(const Cursor& cursor, std::string_view to) {
  return cursor.done() || cursor.is_word("on") || cursor.is_word(to) || cursor.is_word("to");
}

std::string schema_of(const Object& object, Flavour flavour) {
  const std::size_t dot = object.name.rfind('.', object.name.find('('));
  if (dot != std::string::npos) return object.name.substr(0, dot);
  return flavour == Flavour::sql_server ? "dbo" : "public";
}

// GRANT a, b TO c; GRANT ROLE a TO ROLE c. Nothing is taken where it is no list of roles.
bool read_roles(Cursor& cursor, const Session& session, std::string_view to, GrantStatement& out) {
  const std::size_t start = cursor.position();
  if (session.flavour == Flavour::sql_server && !cursor.is_word("role")) return false;
  auto roles = read_principals(cursor, session);
  if (roles && (cursor.is_word(to) || cursor.is_word("to"))) {
    const bool all = roles->size() == 1 && roles->front().name == "role all";
    if (!all) {
      out.roles = std::move(*roles);
      return true;
    }
  }
  cursor.go_to(start);
  return false;
}

// Objects that the repository made in a schema, for ALL TABLES IN SCHEMA.
std::vector<Object> known_objects(const std::string& kind, const std::string& container,
                                  const Session& session) {
  std::vector<Object> out;
  for (const Object& object : session.state.objects)
    if (object.kind == kind && schema_of(object, session.flavour) == container)
      out.push_back(object);
  return out;
}

std::string singular(std::string_view plural) {
  if (plural.ends_with("ies")) return concat(plural.substr(0, plural.size() - 3), "y");
  return std::string(plural.ends_with('s') ? plural.substr(0, plural.size() - 1) : plural);
}

// ALL TABLES IN SCHEMA a, b; FUTURE VIEWS IN DATABASE d: as objects that stand for them, and the
// ones that are known to be there now.
bool read_container(Cursor& cursor, const Session& session, std::vector<Object>& out) {
  const bool future = cursor.is_word("future");
  cursor.skip();
  std::string plural;
  while (!cursor.done() && !cursor.is_word("in")) {
    if (cursor.word().empty()) return false;
    plural += plural.empty() ? cursor.word() : concat(" ", cursor.word());
    cursor.skip();
  }
  if (plural.empty() || !cursor.accept("in")) return false;
  const std::string where = cursor.word();
  if (where != "schema" && where != "database") return false;
  cursor.skip();
  const auto names = cursor.names();
  if (!names) return false;
  for (const Name& name : *names) {
    const Object container = object_of(where, name, session);
    out.push_back({concat(future ? "future " : "all ", plural, " in ", where), container.name});
    if (future || where != "schema") continue;
    for (Object& object : known_objects(singular(plural), container.name, session))
      out.push_back(std::move(object));
  }
  return true;
}

bool starts_container(const Cursor& cursor) {
  if (!cursor.is_word("all") && !cursor.is_word("future")) return false;
  return cursor.is_word("in", 2) || cursor.is_word("in", 3) || cursor.is_word("in", 4);
}

bool read_targets(Cursor& cursor, const Session& session, GrantStatement& out) {
  if (!cursor.accept("on")) {
    out.objects.push_back(
        {session.flavour == Flavour::snowflake ? "account" : "database", session.database});
    return true;
  }
  if (starts_container(cursor)) return read_container(cursor, session, out.objects);
  auto objects = read_objects(cursor, session);
  if (!objects) return false;
  out.objects = std::move(*objects);
  return true;
}

// WITH ADMIN OPTION, WITH ADMIN TRUE, INHERIT FALSE
bool read_membership_option(Cursor& cursor, GrantStatement& out) {
  std::string option = cursor.word();
  if (option != "admin" && option != "inherit" && option != "set") return false;
  if (option == "set") option = "set role";
  if (option == "admin") option = "administer";
  cursor.skip();
  const std::string value = cursor.word();
  if (value == "option" || value == "true")
    out.membership.insert(option);
  else if (value == "false")
    out.membership.erase(option);
  else
    return false;
  cursor.skip();
  return true;
}

}  // namespace

// SELECT (a, b), ALTER ANY USER, ALL PRIVILEGES
bool read_items(Cursor& cursor, std::string_view to, GrantStatement& out) {
  do {
    Item item;
    while (!at_end_of_items(cursor, to) && !cursor.is_symbol(',') && !cursor.is_symbol('(')) {
      const Token* token = cursor.token();
      if (token->kind == TokenKind::symbol && token->text != ".") return false;
      if (token->kind == TokenKind::control || token->kind == TokenKind::body) return false;
      const std::string text = token->kind == TokenKind::word ? to_lower(token->text) : token->text;
      item.name += item.name.empty() ? text : concat(" ", text);
      cursor.skip();
    }
    if (cursor.is_symbol('(')) {
      const auto columns = cursor.parenthesised();
      if (!columns) return false;
      item.columns = columns_of(*columns, cursor.flavour());
    }
    if (item.name.empty()) return false;
    if (item.name == "all privileges") item.name = "all";
    out.items.push_back(std::move(item));
  } while (cursor.accept_symbol(','));
  return true;
}

bool read_options(Cursor& cursor, const Session& session, GrantStatement& out) {
  while (!cursor.done()) {
    if (cursor.accept("with grant option")) {
      out.with_option = true;
    } else if (cursor.accept("with") || cursor.accept_symbol(',')) {
      if (!read_membership_option(cursor, out)) return false;
    } else if (cursor.accept("granted by") || cursor.accept("as")) {
      if (!read_principal(cursor, session)) return false;
    } else if (!cursor.accept("cascade constraints") && !cursor.accept("cascade") &&
               !cursor.accept("restrict") && !cursor.accept("copy current grants") &&
               !cursor.accept("revoke current grants") && !cursor.accept("force")) {
      return false;
    }
  }
  return true;
}

std::optional<Verb> read_verb(Cursor& cursor) {
  if (cursor.accept("grant")) return Verb::grant;
  if (cursor.accept("revoke")) return Verb::revoke;
  if (cursor.accept("deny")) return Verb::deny;
  return std::nullopt;
}

bool read_grant_statement(Cursor& cursor, const Session& session, GrantStatement& out) {
  const std::string_view to = out.verb == Verb::revoke ? "from" : "to";
  if (out.verb == Verb::revoke)
    out.option_only = cursor.accept("grant option for") || cursor.accept("admin option for");
  const bool is_role = read_roles(cursor, session, to, out);
  if (!is_role && (!read_items(cursor, to, out) || !read_targets(cursor, session, out)))
    return false;
  if (!cursor.accept(to) && !cursor.accept("to")) return false;
  auto grantees = read_principals(cursor, session);
  if (!grantees) return false;
  out.grantees = std::move(*grantees);
  return read_options(cursor, session, out);
}

bool container_holds(const Object& container, const Object& object, Flavour flavour) {
  const std::string prefix = "all ";
  if (!container.kind.starts_with(prefix)) return false;
  const std::size_t in = container.kind.rfind(" in ");
  if (in == std::string::npos) return false;
  const std::string kind = singular(container.kind.substr(prefix.size(), in - prefix.size()));
  if (object.kind != kind) return false;
  if (container.kind.ends_with("database")) return object.name.starts_with(container.name + ".");
  return schema_of(object, flavour) == container.name;
}

}  // namespace foureyes::sql
