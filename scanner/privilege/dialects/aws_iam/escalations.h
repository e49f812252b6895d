// Combinations of actions that lead to rights which nobody gave:
// rules/privilege/aws_escalations.txt.
#pragma once

#include <vector>

#include "model/grant.h"

namespace foureyes::aws_iam {

// Marks the grants of one policy that take part in a way which its holder has now and had not
// before; and those whose action is none that AWS lists. `beside`: what the holder's other policies
// allow. A condition or a narrow resource does not take a way off the list: it is a mark, no
// verdict.
void mark_new_escalations(const std::vector<Grant>& beside_before, const std::vector<Grant>& before,
                          const std::vector<Grant>& beside_after, std::vector<Grant>& after);

}  // namespace foureyes::aws_iam
