// What belongs to a credential and stands near it: the id of its key, a client, a user name.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/text_position.h"
#include "secrets/rule_set.h"

namespace foureyes {

struct FoundPart {
  std::size_t part = 0;  // index into Rule::parts
  ByteRange range;
};

// For each part of the rule the match nearest to the credential, within 3 lines and 1,024 bytes
// either way; parts that are not there are left out.
std::vector<FoundPart> find_parts(const RuleSet& rules, std::size_t rule, std::string_view text,
                                  ByteRange secret);

}  // namespace foureyes
