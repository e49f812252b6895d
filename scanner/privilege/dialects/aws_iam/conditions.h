// The Condition block of a statement, in the families of privilege/condition_order.h.
// Source: IAM user guide, "IAM JSON policy elements: Condition operators".
#pragma once

#include "model/grant.h"
#include "privilege/dialects/aws_iam/template_values.h"

namespace foureyes::aws_iam {

// Operators and keys are a conjunction. An operator that is not known gives a conjunct that only
// itself implies.
std::vector<Conjunct> read_conditions(const DocumentNode& block, const Symbols& symbols);

}  // namespace foureyes::aws_iam
