// Source: AWS managed policy reference guide.
#include "privilege/dialects/aws_iam/managed_policies.h"

#include <array>

namespace foureyes::aws_iam {
namespace {

struct ManagedPolicy {
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array<ManagedPolicy, 14> kPolicies = {{
    {"AdministratorAccess", "do everything in the account"},
    {"PowerUserAccess", "do everything but manage users, roles and the organisation"},
    {"IAMFullAccess", "give anybody any permission"},
    {"ReadOnlyAccess", "read everything in the account, data too"},
    {"ViewOnlyAccess", "list everything in the account"},
    {"SecurityAudit", "read every security setting"},
    {"AmazonS3FullAccess", "read, change and delete every bucket and object"},
    {"AmazonS3ReadOnlyAccess", "read every object of every bucket"},
    {"AmazonEC2FullAccess", "do everything with virtual machines and networks"},
    {"AWSLambda_FullAccess", "do everything with functions, and pass roles to them"},
    {"AmazonDynamoDBFullAccess", "do everything with every table"},
    {"SecretsManagerReadWrite", "read and write every secret"},
    {"AWSKeyManagementServicePowerUser", "use and administer keys"},
    {"AmazonSSMFullAccess", "run commands on every managed machine"},
}};

}  // namespace

std::string_view meaning_of_managed_policy(std::string_view arn) {
  const std::size_t slash = arn.rfind('/');
  const std::string_view name = slash == arn.npos ? arn : arn.substr(slash + 1);
  for (const ManagedPolicy& policy : kPolicies)
    if (policy.name == name) return policy.meaning;
  return "";
}

}  // namespace foureyes::aws_iam
