// The kinds of privilege record: one row each in record_kinds.def, where policy, SARIF and the
// sentences look them up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/delta.h"
#include "model/rule_info.h"

namespace foureyes {

// Neutral kinds never widen: they say that code behind a grant changed. Of an evaluated kind, the
// grants of one comparison are one policy, so that a deny counts by what it stops there; where it
// stops nothing there, it counts only while it is the policy's whole point (see grant_diff.h).
enum class KindWeight { ordinary, neutral, evaluated };

struct RecordKind {
  std::string_view kind;
  KindWeight weight = KindWeight::ordinary;
  Severity severity = Severity::high;
  std::string_view title;
  std::string_view description;
};

const std::vector<RecordKind>& record_kinds();
const RecordKind& record_kind(std::string_view kind);  // CHECKs that it exists

// The rule behind each kind of the delta's records, sorted by id ("privilege/token-scope").
std::vector<RuleInfo> rules_of(const Delta& delta);

}  // namespace foureyes
