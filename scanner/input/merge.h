// The result of a merge, computed without touching the repository's files.
#pragma once

#include "base/result.h"
#include "input/object_name.h"
#include "input/object_store.h"
#include "input/repository.h"

namespace foureyes {

// Merges `head` into `base`; neither need be a ref. New trees and blobs live in the memory of
// `objects` from then on. No other thread may use `objects` meanwhile.
Result<MergeResult> merge_in_memory(const ObjectStore& objects, const ObjectName& base,
                                    const ObjectName& head);

}  // namespace foureyes
