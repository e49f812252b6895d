// Where two packs differ: what `reproduce` answers with (REPRO_DIFF).
#pragma once

#include <optional>
#include <string>

#include "evidence/pack.h"

namespace foureyes {

struct PackDifference {
  std::string member;
  // JSON members: an RFC 6901 pointer to the first difference in document order ("" is the whole
  // document). Others, and JSON that does not parse: "byte 1234".
  std::string place;
  std::string words;  // one sentence, no values
};

// The first difference among the members that a second run makes again: those of manifest.json by
// name, then manifest.json and statement.json. Signatures and what is outside the claim are not
// compared.
std::optional<PackDifference> first_difference(const Pack& original, const Pack& again);

}  // namespace foureyes
