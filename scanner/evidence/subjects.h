// What a change-evidence statement is about: the members of a pack and the head of the change.
#pragma once

#include <string>
#include <vector>

#include "evidence/pack.h"
#include "evidence/statement.h"

namespace foureyes {

// One subject for each member that has a digest of its own in the statement, by name;
// manifest.json stands for inputs/. A member that is missing has none.
std::vector<StatementSubject> member_subjects(const Pack& pack);

inline constexpr std::string_view kHeadSubject = "head";

}  // namespace foureyes
