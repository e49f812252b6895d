// The readers of privilege statements, by topic. Each changes the session's state, or leaves it
// alone and says that the statement is not its own, or that it cannot be read.
#pragma once

#include "privilege/dialects/sql/session.h"

namespace foureyes::sql {

Reading read_grant(Cursor& cursor, Session& session);               // GRANT, REVOKE, DENY
Reading read_default_privileges(Cursor& cursor, Session& session);  // ALTER DEFAULT PRIVILEGES
Reading read_role(Cursor& cursor, Session& session);        // CREATE, ALTER, DROP of principals
Reading read_membership(Cursor& cursor, Session& session);  // ALTER ROLE ADD MEMBER and its like
Reading read_ownership(Cursor& cursor, Session& session);   // OWNER TO, AUTHORIZATION
Reading read_object_statement(Cursor& cursor, Session& session);  // CREATE, DROP, RENAME
Reading read_row_security(Cursor& cursor, Session& session);      // POLICY, ROW LEVEL SECURITY
Reading read_policy(Cursor& cursor, Session& session);   // masking, row access, network policies
Reading read_routine(Cursor& cursor, Session& session);  // functions that run as their owner
Reading read_setting(Cursor& cursor, Session& session);  // TRUSTWORTHY, USE, SET search_path

}  // namespace foureyes::sql
