// The code that a widened subject runs: an approval of its record covers exactly this content, and
// a change to it is another record (threats P0-4).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/tree_view.h"
#include "privilege/dialect.h"

namespace foureyes {

// Files of the tree that a shell script calls, as written relative to `directory`: ./x.sh, bash x,
// python x.py, node x.js, source x, make, npm run, go run ./cmd. What is computed at run time is
// added to `uncovered` in words.
std::set<std::string> called_files(const TreeView& tree, std::string_view directory,
                                   std::string_view script, std::vector<std::string>& uncovered);

// Digests the code and the scripts that it calls in turn, and adds them to the record.
void bind_code(DeltaRecord& record, const BoundCode& code, const TreeView& tree,
               const PrivilegeLimits& limits);

}  // namespace foureyes
