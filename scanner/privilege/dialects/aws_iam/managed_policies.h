// What the well-known managed policies of AWS amount to, in words.
#pragma once

#include <string_view>

namespace foureyes::aws_iam {

// "" for a policy that is not in the catalogue: it stays a name.
std::string_view meaning_of_managed_policy(std::string_view arn);

}  // namespace foureyes::aws_iam
