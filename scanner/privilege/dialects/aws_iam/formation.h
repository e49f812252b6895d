// CloudFormation and SAM resources that grant access, as policies. Reference: a9; AWS resource and
// property types reference.
#pragma once

#include "privilege/dialects/aws_iam/policy.h"

namespace foureyes::aws_iam {

bool is_template(const DocumentNode& root);

// Every resource of the template.
void read_template(const DocumentNode& root, const std::string& path, std::vector<Policy>& out);

}  // namespace foureyes::aws_iam
