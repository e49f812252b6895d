// One file while its statements are read: where names without a schema belong, and the state that
// the statements change.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "privilege/dialects/sql/cursor.h"
#include "privilege/dialects/sql/state.h"

namespace foureyes::sql {

struct Session {
  State& state;
  Flavour flavour = Flavour::common;
  std::string path;
  std::uint32_t line = 0;    // of the statement
  std::string database;      // USE, \c
  std::string schema;        // USE SCHEMA, SET search_path
  bool conditional = false;  // inside IF or a block: it may not run

  GrantSource source() const { return {path, "", line}; }
};

// What a reader made of a statement.
enum class Reading { other, read, unreadable };

// An object's name with the database and schema that it stands for; the schema that is the default
// (public, dbo) is left out.
Object object_of(std::string kind, const Name& name, const Session& session);

// "ROLE a", "a", "SHARE s", "PUBLIC"; nullopt where none begins.
std::optional<Principal> read_principal(Cursor& cursor, const Session& session);
std::optional<std::vector<Principal>> read_principals(Cursor& cursor, const Session& session);
// By the noun of a statement: CREATE USER x.
Principal principal_of(std::string_view noun, const Name& name, Flavour flavour);

// A role as what is granted.
Object object_of_role(const Principal& role);

// [MATERIALIZED VIEW] a.b(integer), OBJECT::a, ACCOUNT; nullopt where it is none.
std::optional<Object> read_object(Cursor& cursor, const Session& session);
std::optional<std::vector<Object>> read_objects(Cursor& cursor, const Session& session);

}  // namespace foureyes::sql
