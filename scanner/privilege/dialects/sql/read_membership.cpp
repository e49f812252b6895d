// The procedures by which SQL Server fills its roles.
#include "privilege/dialects/sql/readers.h"

namespace foureyes::sql {

// sp_addrolemember 'role', 'member' and its like.
Reading read_membership(Cursor& cursor, Session& session) {
  if (!cursor.accept("exec")) cursor.accept("execute");
  while (cursor.accept("sys") || cursor.accept("dbo") || cursor.accept("master"))
    while (cursor.accept_symbol('.')) {
    }
  const std::string procedure = cursor.word();
  const bool server = procedure == "sp_addsrvrolemember" || procedure == "sp_dropsrvrolemember";
  const bool adds = procedure == "sp_addrolemember" || procedure == "sp_addsrvrolemember";
  if (!server && !adds && procedure != "sp_droprolemember") return Reading::other;
  cursor.skip();
  for (const Token* t = cursor.token(); t && t->kind == TokenKind::variable; t = cursor.token()) {
    if (!cursor.is_symbol('=', 1)) break;
    cursor.skip(), cursor.skip();
    break;
  }
  const auto first = cursor.name();
  if (!first || !cursor.accept_symbol(',')) return Reading::unreadable;
  if (cursor.is_symbol('=', 1)) cursor.skip(), cursor.skip();
  const auto second = cursor.name();
  if (!second || !cursor.done()) return Reading::unreadable;
  const Principal role = principal_of("", server ? *second : *first, session.flavour);
  const Principal member = principal_of("", server ? *first : *second, session.flavour);
  const EntitlementKey key{"sql-membership", member, object_of_role(role), ""};
  if (!adds) {
    session.state.entitlements.erase(key);
    return Reading::read;
  }
  for (const char* option : {"inherit", "set role"})
    session.state.entitle(key, session.source()).privileges.add(option);
  return Reading::read;
}

}  // namespace foureyes::sql
