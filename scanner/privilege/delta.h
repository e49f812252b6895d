// The privilege delta of a change: `foureyes diff`, and one half of the gate.
#pragma once

#include "base/result.h"
#include "model/delta.h"
#include "model/tree_view.h"
#include "privilege/options.h"

namespace foureyes {

// What may whom do in `head` that they could not do in `base`, and the reverse. Reads only files
// that differ and the privilege files that depend on them: linear in the entries of both trees.
// A file that does not parse is a notice and an unknown record, never an error.
Result<Delta> privilege_delta(const TreeView& base, const TreeView& head,
                              const PrivilegeOptions& options = {});

}  // namespace foureyes
