// Turns slot changes into records: the meaning, the words, the sentence, and the digests that an
// approval of the record binds.
#pragma once

#include <vector>

#include "privilege/dialect.h"
#include "privilege/grant_diff.h"

namespace foureyes {

// Compares the facts of both sides and writes the records. `head` is where bound code is read.
std::vector<DeltaRecord> records_between(const DialectFacts& base, const DialectFacts& head,
                                         const TreeView& head_tree, const PrivilegeLimits& limits);

// The sentence of a record: "X may now A; before: B".
std::string sentence_for(const DeltaRecord& record, const SlotChange& change);

}  // namespace foureyes
