// Cloud access in files: Terraform, Azure, Google Cloud, Vault (reference: a8,
// a9, a11).
#include <algorithm>
#include <array>

#include "base/canonical_json.h"
#include "base/text.h"
#include "privilege/normal_form.h"
#include "privilege/surfaces/surface_table.h"

namespace foureyes::surfaces {
namespace {

bool is_document(const SurfaceFile& file) {
  return file.has_extension({"json", "yml", "yaml", "template"});
}

using Wanted = bool (*)(const DocumentNode& node);

// Every mapping that `wanted` accepts, whole; not what lies inside it again.
void collect(const DocumentNode& node, Wanted wanted, std::vector<std::string>& out) {
  if (wanted(node)) {
    out.push_back(canonical_json(normal_form(node)));
    return;
  }
  for (const DocumentNode& item : node.items) collect(item, wanted, out);
  for (const auto& [key, value] : node.members) collect(value, wanted, out);
}

Facts mappings(SurfaceFile& file, Wanted wanted) {
  const auto* documents = file.documents();
  if (!documents) return by_bytes(file.content());
  std::vector<std::string> found;
  for (const DocumentNode& root : *documents) collect(root, wanted, found);
  std::sort(found.begin(), found.end());
  return join(found, "\n");
}

std::string type_of(const DocumentNode& node, std::string_view key) {
  const DocumentNode* type = node.find(key);
  return type && type->is_scalar() ? type->text : "";
}

bool is_terraform(const SurfaceFile& file) { return file.has_extension({"tf", "tofu"}); }

// resource "aws_iam_role" "x" {   data "aws_iam_policy_document" "y" {
bool starts_access_block(std::string_view line) {
  if (!line.starts_with("resource \"") && !line.starts_with("data \"") &&
      !line.starts_with("module \""))
    return false;
  constexpr std::array<std::string_view, 37> kWords = {"_iam_",
                                                       "_policy",
                                                       "_role\"",
                                                       "_role_",
                                                       "_permission",
                                                       "_grant",
                                                       "_access_",
                                                       "_member",
                                                       "_binding",
                                                       "ruleset",
                                                       "branch_protection",
                                                       "collaborator",
                                                       "actions_secret",
                                                       "organization_secret",
                                                       "environment_secret",
                                                       "deploy_key",
                                                       "repository_environment",
                                                       "_token",
                                                       "_user\"",
                                                       "user_group",
                                                       "azuread_",
                                                       "openid_connect",
                                                       "federated",
                                                       "service_account",
                                                       "privilege",
                                                       "vault_",
                                                       "auth_backend",
                                                       "aws_kms_key",
                                                       "app_installation",
                                                       "team_repository",
                                                       "workload_identity",
                                                       "_ownership",
                                                       "\"iam",
                                                       "identity_provider",
                                                       "_principal",
                                                       "actions_repository",
                                                       "actions_organization"};
  if (contains(line, "autoscaling_policy")) return false;
  if (line.starts_with("module "))
    for (std::string_view word : {"iam", "role", "rbac", "access", "permission", "policy"})
      if (contains(line, word)) return true;
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return contains(line, word); });
}

bool starts_definition(std::string_view line) {
  return line.starts_with("variable \"") || line.starts_with("locals ") || line == "locals{";
}

// What the access blocks say, and the definitions beside them that they may refer to.
Facts terraform(SurfaceFile& file) {
  Facts facts = brace_blocks(file.content(), starts_access_block);
  if (facts.empty()) return lines_with(file, {"assume_role_policy", "\"effect\"", "effect ="});
  return facts + brace_blocks(file.content(), starts_definition);
}

bool is_terraform_json(const SurfaceFile& file) { return file.name().ends_with(".tf.json"); }
Facts terraform_json(SurfaceFile& file) {
  return facts_of_documents(file, {"aws_iam*", "google_*iam*", "azurerm_role*", "azuread_*",
                                   "github_*", "snowflake_*", "vault_*", "*_policy"});
}

bool may_be_arm(const SurfaceFile& file) {
  return file.has_extension({"json"}) && file.holds("Microsoft.") && file.holds("resources");
}
bool is_azure_access(const DocumentNode& node) {
  const std::string type = type_of(node, "type");
  return type.starts_with("Microsoft.Authorization/") || contains(type, "federatedIdentity") ||
         contains(type, "accessPolicies") || contains(type, "sqlRoleAssignments") ||
         (type.starts_with("Microsoft.KeyVault/") && node.find("properties"));
}
Facts arm(SurfaceFile& file) { return mappings(file, is_azure_access); }

bool is_bicep(const SurfaceFile& file) { return file.has_extension({"bicep"}); }
bool starts_bicep_access(std::string_view line) {
  return line.starts_with("resource ") &&
         (contains(line, "Microsoft.Authorization/") || contains(line, "federatedIdentity") ||
          contains(line, "accessPolicies") || contains(line, "Microsoft.KeyVault/vaults@") ||
          contains(line, "RoleAssignments"));
}
Facts bicep(SurfaceFile& file) { return brace_blocks(file.content(), starts_bicep_access); }

bool may_be_google(const SurfaceFile& file) {
  return is_document(file) && (file.holds("bindings") || file.holds("deniedPrincipals") ||
                               file.holds("includedPermissions"));
}
bool is_google_access(const DocumentNode& node) {
  return (node.find("role") && node.find("members")) || node.find("deniedPrincipals") ||
         node.find("includedPermissions");
}
Facts google(SurfaceFile& file) { return mappings(file, is_google_access); }

bool may_be_vault(const SurfaceFile& file) {
  return file.has_extension({"hcl"}) && file.holds("capabilities");
}
bool starts_vault_path(std::string_view line) { return line.starts_with("path "); }
Facts vault(SurfaceFile& file) { return brace_blocks(file.content(), starts_vault_path); }

}  // namespace

void add_cloud_surfaces(std::vector<Surface>& out) {
  out.push_back({"Terraform access", is_terraform, terraform});
  out.push_back({"Terraform access", is_terraform_json, terraform_json});
  out.push_back({"an Azure role assignment", may_be_arm, arm});
  out.push_back({"an Azure role assignment", is_bicep, bicep});
  out.push_back({"a Google Cloud policy", may_be_google, google});
  out.push_back({"a Vault policy", may_be_vault, vault});
}

}  // namespace foureyes::surfaces
