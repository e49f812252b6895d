// Which role, user or group the policies of a template belong to, by what the template says.
#pragma once

#include "privilege/dialects/aws_iam/policy.h"

namespace foureyes::aws_iam {

// "role deploy" where the resource has a fixed name, so that other files can mean it too; else
// "template.yml#DeployRole".
std::string identity_name(const std::string& path, const std::string& id, const DocumentNode& node);

// Fills in the holders of the policies that were read from the `Resources` of a template.
void name_holders(const DocumentNode& resources, const std::string& path,
                  std::vector<Policy>& policies);

}  // namespace foureyes::aws_iam
