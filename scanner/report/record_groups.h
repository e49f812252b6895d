// The records of a delta in the order in which a person reads them: the subject that gained most
// first, and what it gained before what it lost.
#pragma once

#include <string>
#include <vector>

#include "model/delta.h"

namespace foureyes {

// How grave the record's kind is, as its rule says.
Severity severity_of(const DeltaRecord& record, const std::vector<RuleInfo>& rules);

// Records of one subject, the widest first. Never empty.
struct RecordGroup {
  std::string subject;
  std::vector<const DeltaRecord*> records;
};

using Records = std::vector<const DeltaRecord*>;

Records all_records(const Delta& delta);
Records gating_records(const Delta& delta);  // widened, mixed or unknown
Records other_records(const Delta& delta);

// Groups by their first record: direction, severity, then subject. `rules`: see rules_named_by.
std::vector<RecordGroup> group_records(const Records& records, const std::vector<RuleInfo>& rules);

// Before and after tell something that the sentence does not.
bool sides_help(const DeltaRecord& record);

}  // namespace foureyes
