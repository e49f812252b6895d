#include "privilege/dialects/sql/session.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace foureyes::sql {
namespace {

// Kinds whose names stand in no database.
constexpr std::array<std::string_view, 24> kServerKinds = {
    "account",     "database",       "warehouse",
    "integration", "user",           "role",
    "share",       "login",          "server",
    "endpoint",    "network policy", "resource monitor",
    "tablespace",  "foreign server", "foreign data wrapper",
    "language",    "parameter",      "external volume",
    "group",       "compute pool",   "connection",
    "application", "server role",    "security integration"};

bool stands_in_database(std::string_view kind) {
  return std::find(kServerKinds.begin(), kServerKinds.end(), kind) == kServerKinds.end();
}

bool stands_in_schema(std::string_view kind) {
  return stands_in_database(kind) && kind != "schema" && kind != "database role" &&
         kind != "assembly" && kind != "certificate" && !kind.starts_with("asymmetric") &&
         !kind.starts_with("symmetric") && kind != "fulltext catalog" && kind != "extension";
}

bool is_default_schema(std::string_view schema, Flavour flavour) {
  return (schema == "dbo" && (flavour == Flavour::sql_server || flavour == Flavour::common)) ||
         (schema == "public" && (flavour == Flavour::postgresql || flavour == Flavour::common));
}

// The names that PostgreSQL has for one type.
std::string plain_type(std::string text) {
  static const std::vector<std::pair<std::string_view, std::string_view>> kNames = {
      {"int", "integer"},
      {"int4", "integer"},
      {"int8", "bigint"},
      {"int2", "smallint"},
      {"bool", "boolean"},
      {"varchar", "character varying"},
      {"float8", "double precision"},
      {"decimal", "numeric"},
      {"timestamptz", "timestamp with time zone"}};
  for (const auto& [alias, name] : kNames)
    if (text == alias) return std::string(name);
  return text;
}

std::string plain_signature(const std::string& inside) {
  std::vector<std::string> types;
  if (!inside.empty())
    for (std::string_view type : split(inside, ','))
      types.push_back(plain_type(std::string(trim(type))));
  return concat("(", join(types, ", "), ")");
}

bool ends_kind(const Cursor& cursor, std::size_t offset) {
  static const std::vector<std::string_view> kStops = {"to", "from", "with", "as", "cascade"};
  const std::string word = cursor.word(offset);
  return std::find(kStops.begin(), kStops.end(), word) != kStops.end();
}

bool begins_name(const Cursor& cursor, std::size_t offset) {
  const Token* t = cursor.token(offset);
  if (!t || ends_kind(cursor, offset)) return false;
  return t->kind == TokenKind::word || t->kind == TokenKind::quoted_name ||
         t->kind == TokenKind::variable;
}

// "TABLE", "EXTERNAL VOLUME", "SCHEMA ::"; "" where the name begins at once.
std::string read_kind(Cursor& cursor) {
  std::string kind;
  const std::size_t start = cursor.position();
  for (int words = 0; words < 5; ++words) {
    const std::string word = cursor.word();
    const bool scope = cursor.is_symbol(':', 1) && cursor.is_symbol(':', 2);
    const bool identifier = word == "identifier" && cursor.is_symbol('(', 1);
    if (word.empty() || identifier || !(scope || begins_name(cursor, 1))) break;
    kind += kind.empty() ? word : concat(" ", word);
    cursor.skip();
    if (!scope) continue;
    cursor.skip(), cursor.skip();
    return kind;
  }
  if (kind.empty()) cursor.go_to(start);
  return kind;
}

std::string plain_kind(std::string kind) {
  if (kind.empty() || kind == "object" || kind == "only") return "table";
  if (kind == "routine" || kind == "aggregate") return "function";
  return kind;
}

}  // namespace

Object object_of(std::string kind, const Name& name, const Session& session) {
  Object object{plain_kind(std::move(kind)), ""};
  std::vector<std::string> parts = name.parts;
  if (stands_in_schema(object.kind) && parts.size() == 1 && !session.schema.empty())
    parts.insert(parts.begin(), session.schema);
  if (parts.size() == 2 && is_default_schema(parts.front(), session.flavour) &&
      stands_in_schema(object.kind))
    parts.erase(parts.begin());
  const std::size_t full = stands_in_schema(object.kind) ? 3 : 2;
  if (!session.database.empty() && stands_in_database(object.kind) && parts.size() < full)
    parts.insert(parts.begin(), session.database);
  object.name = join(parts, ".");
  return object;
}

std::optional<Object> read_object(Cursor& cursor, const Session& session) {
  if (cursor.is_word("account") && (!cursor.token(1) || ends_kind(cursor, 1))) {
    cursor.skip();
    return Object{"account", ""};
  }
  const std::string kind = read_kind(cursor);
  const auto name = cursor.name();
  if (!name) return std::nullopt;
  Object object = object_of(kind, *name, session);
  if (cursor.is_symbol('(')) {
    const auto inside = cursor.parenthesised();
    if (!inside) return std::nullopt;
    object.name += plain_signature(*inside);
  }
  return object;
}

std::optional<std::vector<Object>> read_objects(Cursor& cursor, const Session& session) {
  std::vector<Object> out;
  std::string kind;
  do {
    auto object = read_object(cursor, session);
    if (!object) return std::nullopt;
    if (out.empty()) kind = object->kind;
    if (object->kind == "table") object->kind = kind;  // FUNCTION a, b
    out.push_back(std::move(*object));
  } while (cursor.accept_symbol(','));
  return out;
}

Principal principal_of(std::string_view noun, const Name& name, Flavour flavour) {
  const std::string text = name.text();
  if (!name.is_variable && equals_ignoring_case(text, "public") && noun != "share")
    return {std::string(kEveryone), false};
  std::string kind(noun);
  // Where users are roles, or share their name space with them.
  const bool one_space = flavour != Flavour::snowflake;
  if (kind.empty() || kind == "group" || (one_space && kind == "user")) kind = "role";
  return {concat(kind, " ", text), name.is_variable};
}

Object object_of_role(const Principal& role) {
  const std::size_t space = role.name.find(' ');
  if (role.name == kEveryone) return {"role", "public"};
  return {role.name.substr(0, space), role.name.substr(space + 1)};
}

std::optional<Principal> read_principal(Cursor& cursor, const Session& session) {
  static const std::vector<std::string_view> kNouns = {"database role",
                                                       "application role",
                                                       "application package",
                                                       "application",
                                                       "role",
                                                       "user",
                                                       "group",
                                                       "share",
                                                       "login",
                                                       "service role"};
  std::string_view noun;
  for (std::string_view candidate : kNouns) {
    const std::size_t start = cursor.position();
    if (!cursor.accept(candidate)) continue;
    if (begins_name(cursor, 0) || cursor.word() == "identifier" ||
        (cursor.token() && cursor.token()->kind == TokenKind::string)) {
      noun = candidate;
      break;
    }
    cursor.go_to(start);
  }
  const auto name = cursor.name();
  if (!name) return std::nullopt;
  return principal_of(noun, *name, session.flavour);
}

std::optional<std::vector<Principal>> read_principals(Cursor& cursor, const Session& session) {
  std::vector<Principal> out;
  do {
    auto principal = read_principal(cursor, session);
    if (!principal) return std::nullopt;
    out.push_back(std::move(*principal));
  } while (cursor.accept_symbol(','));
  return out;
}

}  // namespace foureyes::sql
