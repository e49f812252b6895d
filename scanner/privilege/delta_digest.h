// The two digests of a delta: SHA-256 over the canonical JSON (base/canonical_json.h) of its sorted
// records.
#pragma once

#include <string>

#include "base/json_value.h"
#include "model/delta.h"

namespace foureyes {

// What an approval binds to: no lines, no sentence, no commit, no path of a source.
JsonValue semantic_json(const DeltaRecord& record);

// Sorts the records by meaning, rolls the direction up and fills in both digests.
void seal(Delta& delta);

// Hex. The full one also covers sources and sentences.
std::string semantic_digest(const Delta& delta);
std::string full_digest(const Delta& delta);

}  // namespace foureyes
