// GRANT, REVOKE and DENY as they are written, before they change anything.
#pragma once

#include "privilege/dialects/sql/session.h"

namespace foureyes::sql {

enum class Verb { grant, revoke, deny };

struct Item {
  std::string name;  // "select", "role x"
  Columns columns;
};

struct GrantStatement {
  Verb verb = Verb::grant;
  bool option_only = false;  // GRANT OPTION FOR, ADMIN OPTION FOR
  std::vector<Item> items;
  std::vector<Principal> roles;  // where roles are granted
  std::vector<Object> objects;
  std::vector<Principal> grantees;
  bool with_option = false;
  std::set<std::string> membership = {"inherit", "set role"};
};

std::optional<Verb> read_verb(Cursor& cursor);
// Past the verb, to the end.
bool read_grant_statement(Cursor& cursor, const Session& session, GrantStatement& out);
// The parts, for ALTER DEFAULT PRIVILEGES.
bool read_items(Cursor& cursor, std::string_view to, GrantStatement& out);
bool read_options(Cursor& cursor, const Session& session, GrantStatement& out);

// "all tables in schema s" holds "table s.t".
bool container_holds(const Object& container, const Object& object, Flavour flavour);

}  // namespace foureyes::sql
