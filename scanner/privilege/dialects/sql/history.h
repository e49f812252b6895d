// Released migrations that a change touches: what databases that ran them keep is not known.
#pragma once

#include <string>
#include <vector>

#include "privilege/dialects/sql/migrations.h"
#include "privilege/dialects/sql/state.h"

namespace foureyes::sql {

struct Migration {
  std::string path;
  RunOrder order;
  std::string says;  // its privilege statements, normalised
};

// Versioned migrations, sorted by order. An edited one that says something else is unread, and so
// is a new one that runs before one that is already there.
std::vector<Unread> rewritten_history(const std::vector<Migration>& base,
                                      const std::vector<Migration>& head);

}  // namespace foureyes::sql
