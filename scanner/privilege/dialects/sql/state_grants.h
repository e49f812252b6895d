// The state of a database as grants of the privilege model.
#pragma once

#include <string>
#include <vector>

#include "model/grant.h"
#include "privilege/dialects/sql/state.h"

namespace foureyes::sql {

// `place` says which database: the folder of its statements.
Grant unread_grant(const Unread& unread, const std::string& place);
std::vector<Grant> grants_of(const State& state, const std::string& place);

}  // namespace foureyes::sql
