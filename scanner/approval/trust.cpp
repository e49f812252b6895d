#include "approval/trust.h"

#include <algorithm>

namespace foureyes {
namespace {

bool alters_trust(const DeltaRecord& record) {
  if (record.direction == Direction::equivalent) return false;
  if (record.kind == "signers" || record.kind == "identities") return true;
  const bool is_first = record.direction == Direction::narrowed && !record.source_before;
  return record.kind == "policy" && !is_first;
}

}  // namespace

bool changes_trust(const Delta& delta, bool base_has_trust) {
  return base_has_trust && std::any_of(delta.records.begin(), delta.records.end(), alters_trust);
}

}  // namespace foureyes
