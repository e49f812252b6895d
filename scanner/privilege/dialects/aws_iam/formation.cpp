#include "privilege/dialects/aws_iam/formation.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/canonical_json.h"
#include "base/text.h"
#include "privilege/dialects/aws_iam/finder.h"
#include "privilege/dialects/aws_iam/holders.h"
#include "privilege/dialects/aws_iam/managed_policies.h"
#include "privilege/normal_form.h"

namespace foureyes::aws_iam {
namespace {

struct Resource {
  const std::string& path;
  std::string name;  // the logical id
  std::string type;
  const DocumentNode& properties;
  const Symbols& symbols;
  Holder holder;
};

std::string short_type(std::string_view type) {
  const std::size_t colon = type.rfind(':');
  return std::string(colon == type.npos ? type : type.substr(colon + 1));
}

Grant plain_grant(const Resource& resource, std::string_view kind, const DocumentNode& node) {
  Grant grant;
  grant.plane = Plane::cloud;
  grant.kind = kind;
  grant.subject = Pattern::literal(resource.holder.subject);
  grant.subject_words = resource.holder.words;
  if (!resource.holder.conditions.empty())
    grant.condition = {ConditionKind::any_of, {resource.holder.conditions}, ""};
  grant.source = {resource.path, resource.holder.subject, node.line};
  return grant;
}

void add_managed(const Resource& resource, const std::string& policy, const DocumentNode& node,
                 Policy& out) {
  Grant grant = plain_grant(resource, "iam-managed-policy", node);
  grant.action = Pattern::literal("hold");
  grant.resource = Pattern::literal(policy);
  grant.brief_words = concat("hold `", policy, "`");
  const std::string_view meaning = meaning_of_managed_policy(policy);
  grant.action_words = meaning.empty() ? concat("use what the managed policy `", policy, "` allows")
                                       : concat(meaning, " (managed policy `", policy, "`)");
  out.grants.push_back(std::move(grant));
}

void add_boundary(const Resource& resource, const DocumentNode& node, Policy& out) {
  for (const std::string& text : texts_of(node, resource.symbols)) {
    Grant grant = plain_grant(resource, "iam-boundary", node);
    grant.effect = Effect::guard;
    grant.group = "boundary";
    grant.action = Pattern::literal("stay within");
    grant.resource = Pattern::literal(text);
    grant.action_words = concat("the permissions boundary `", text, "`");
    grant.brief_words = concat("`", text, "`");
    out.grants.push_back(std::move(grant));
  }
}

void add_attachments(const Resource& resource, const DocumentNode& node, std::string_view what,
                     Policy& out) {
  for (const std::string& text : texts_of(node, resource.symbols)) {
    Grant grant = plain_grant(resource, "iam-attachment", node);
    grant.subject = Pattern::literal(concat(what, " ", text));
    grant.subject_words = concat(what, " `", text, "`");
    grant.action = Pattern::literal("hold");
    grant.resource = Pattern::literal(resource.holder.subject);
    grant.action_words = concat("use what `", resource.holder.subject, "` allows");
    grant.brief_words = "hold it";
    out.grants.push_back(std::move(grant));
  }
}

Place place_of(const Resource& resource, std::string_view key) {
  const std::string name = concat(resource.holder.subject, ".", key);
  return {resource.path, name, concat("whoever holds policy `", name, "`"),
          resource.holder.conditions, key == "AssumeRolePolicyDocument"};
}

// Policies written into a role, a user, a group or a function: one policy with its holder.
void add_inline(const Resource& resource, const DocumentNode& list, Policy& out) {
  std::vector<Policy> found;
  find_policies(list, place_of(resource, "Policies"), resource.symbols, found);
  for (const Policy& policy : found)
    for (Grant grant : policy.grants) {
      if (grant.via.empty()) {
        grant.subject = Pattern::literal(resource.holder.subject);
        grant.subject_words = resource.holder.words;
      }
      out.grants.push_back(std::move(grant));
    }
}

// SAM: names and ARNs of managed policies, policy templates, documents; one or a list.
void add_serverless(const Resource& resource, const DocumentNode& node, Policy& out) {
  if (node.is_sequence() && intrinsic_of(node).name.empty()) {
    for (const DocumentNode& item : node.items) add_serverless(resource, item, out);
  } else if (is_policy_document(node)) {
    add_inline(resource, node, out);
  } else if (node.is_mapping() && intrinsic_of(node).name.empty()) {
    for (const auto& [name, value] : node.members)
      add_managed(resource, concat(name.text, " ", canonical_json(normal_form(value))), node, out);
  } else {
    for (const std::string& text : texts_of(node, resource.symbols))
      add_managed(resource, text, node, out);
  }
}

void add_lambda_permission(const Resource& resource, Policy& out) {
  const auto text = [&](std::string_view key) {
    const DocumentNode* node = resource.properties.find(key);
    const auto texts = node ? texts_of(*node, resource.symbols) : std::vector<std::string>();
    return texts.empty() ? std::string() : texts.front();
  };
  Grant grant = plain_grant(resource, "iam-resource-policy", resource.properties);
  const std::string who = text("Principal");
  const bool service = contains(who, ".amazonaws.com") || contains(who, ".amazon.com");
  grant.subject = who == "*" ? Pattern::top() : principal_pattern(service ? "Service" : "AWS", who);
  grant.subject_words = who == "*" ? "everybody" : concat("`", who, "`");
  grant.action = Pattern::glob(to_lower(text("Action")));
  grant.resource = Pattern::literal(text("FunctionName"));
  grant.via = {resource.holder.subject};
  std::vector<Conjunct> conjuncts = resource.holder.conditions;
  constexpr std::array<std::array<std::string_view, 3>, 5> kLimits = {
      {{"SourceArn", "aws:sourcearn", "arn"},
       {"SourceAccount", "aws:sourceaccount", "equals"},
       {"PrincipalOrgID", "aws:principalorgid", "equals"},
       {"EventSourceToken", "lambda:eventsourcetoken", "equals"},
       {"FunctionUrlAuthType", "lambda:functionurlauthtype", "equals"}}};
  for (const auto& [property, key, family] : kLimits)
    if (const std::string value = text(property); !value.empty())
      conjuncts.push_back({std::string(key), std::string(family), {value}, MissingKey::is_false});
  std::sort(conjuncts.begin(), conjuncts.end());
  grant.condition = {};
  if (!conjuncts.empty()) grant.condition = {ConditionKind::any_of, {conjuncts}, ""};
  const std::string limits = words_for(grant.condition);
  grant.brief_words =
      concat("`", text("Action"), "`", limits.empty() ? "" : concat(" if ", limits));
  grant.action_words = concat("`", text("Action"), "` on `", text("FunctionName"), "`",
                              limits.empty() ? "" : concat(" if ", limits));
  out.grants.push_back(std::move(grant));
}

bool holds_policies(std::string_view type) {
  constexpr std::array<std::string_view, 6> kTypes = {"AWS::IAM::Role",
                                                      "AWS::IAM::User",
                                                      "AWS::IAM::Group",
                                                      "AWS::Serverless::Function",
                                                      "AWS::Serverless::StateMachine",
                                                      "AWS::SSO::PermissionSet"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool is_plain_iam(std::string_view type) {
  return type.starts_with("AWS::IAM::") || type == "AWS::SSO::PermissionSet";
}

// Properties of these resources that give nobody anything, or hold a policy document.
bool says_nothing(std::string_view key) {
  constexpr std::array<std::string_view, 18> kKeys = {"RoleName",
                                                      "UserName",
                                                      "GroupName",
                                                      "Description",
                                                      "Path",
                                                      "Tags",
                                                      "MaxSessionDuration",
                                                      "ManagedPolicyName",
                                                      "PolicyName",
                                                      "Name",
                                                      "InstanceProfileName",
                                                      "PolicyDocument",
                                                      "SessionDuration",
                                                      "InstanceArn",
                                                      "RelayStateType",
                                                      "AssumeRolePolicyDocument",
                                                      "RoleId",
                                                      "ServerCertificateName"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

void add_unmodelled(const Resource& resource, const std::string& what, const DocumentNode& node,
                    Policy& out) {
  Grant grant = plain_grant(resource, "iam-attachment", node);
  grant.action = Pattern::literal(concat("have ", what));
  grant.resource = Pattern::literal(concat("sha256 ", normal_digest(node)));
  grant.action_words = concat("use what ", what, " gives");
  grant.brief_words = what;
  grant.unknown = Unknown{UnknownReason::new_key, what, normal_digest(node)};
  out.grants.push_back(std::move(grant));
}

void read_property(const Resource& resource, const std::string& key, const DocumentNode& value,
                   Policy& own, std::vector<Policy>& out) {
  const bool serverless = resource.type.starts_with("AWS::Serverless::");
  const bool holder = holds_policies(resource.type);
  if (key == "ManagedPolicyArns" || key == "ManagedPolicies") {
    for (const std::string& text : texts_of(value, resource.symbols))
      add_managed(resource, text, value, own);
  } else if (key == "PermissionsBoundary") {
    add_boundary(resource, value, own);
  } else if (key == "Policies" && serverless) {
    add_serverless(resource, value, own);
  } else if ((key == "Policies" || key == "InlinePolicy") && holder) {
    add_inline(resource, value, own);
  } else if (resource.type.starts_with("AWS::IAM::") && (key == "Roles" || key == "Users")) {
    add_attachments(resource, value, key == "Roles" ? "role" : "user", own);
  } else if (resource.type.starts_with("AWS::IAM::") && key == "Groups") {
    const bool member = resource.type == "AWS::IAM::User";
    if (!member) return add_attachments(resource, value, "group", own);
    for (const std::string& text : texts_of(value, resource.symbols))
      add_managed(resource, concat("group ", text), value, own);
  } else if (key == "Role" && serverless) {
    for (const std::string& text : texts_of(value, resource.symbols))
      add_managed(resource, concat("role ", text), value, own);
  } else if (is_plain_iam(resource.type) && !says_nothing(key)) {
    add_unmodelled(resource, concat(resource.type, " ", key), value, own);
  } else {
    find_policies(value, place_of(resource, key), resource.symbols, out);
  }
}

// Resources that grant without a policy document and that nothing here reads.
bool grants_otherwise(std::string_view type) {
  constexpr std::array<std::string_view, 14> kTypes = {"AWS::IAM::AccessKey",
                                                       "AWS::IAM::OIDCProvider",
                                                       "AWS::IAM::SAMLProvider",
                                                       "AWS::IAM::UserToGroupAddition",
                                                       "AWS::EKS::AccessEntry",
                                                       "AWS::EKS::PodIdentityAssociation",
                                                       "AWS::SSO::Assignment",
                                                       "AWS::Cognito::IdentityPoolRoleAttachment",
                                                       "AWS::RAM::ResourceShare",
                                                       "AWS::RAM::Permission",
                                                       "AWS::RolesAnywhere::Profile",
                                                       "AWS::LakeFormation::Permissions",
                                                       "AWS::LakeFormation::PrincipalPermissions",
                                                       "AWS::RolesAnywhere::TrustAnchor"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// Statements move between a role's own documents without a change of meaning.
void read_resource(const std::string& path, const DocumentNode& id, const DocumentNode& node,
                   const Symbols& symbols, std::vector<Policy>& out) {
  const auto type = node.find_string("Type");
  const DocumentNode* properties = node.find("Properties");
  if (!type || !properties || !type->starts_with("AWS::")) return;
  const std::string name = concat(path, "#", id.text);
  Resource resource{path, id.text, *type, *properties, symbols, {path, name, "", {}, false}};
  resource.holder.words = concat(to_lower(short_type(*type)), " `", id.text, "` of ", path);
  if (const auto condition = node.find_string("Condition")) {
    const auto found = symbols.conditions.find(*condition);
    std::string key = concat("template condition ", *condition);
    if (found != symbols.conditions.end()) key += concat("@", found->second.substr(0, 12));
    resource.holder.conditions.push_back({key, "equals", {"true"}, MissingKey::is_false});
  }
  Policy own{name, normal_digest(node), {}};
  if (*type == "AWS::Lambda::Permission") {
    add_lambda_permission(resource, own);
  } else if (grants_otherwise(*type)) {
    add_unmodelled(resource, resource.type, *properties, own);
  } else {
    for (const auto& [key, value] : properties->members)
      read_property(resource, key.text, value, own, out);
  }
  if (!own.grants.empty()) out.push_back(std::move(own));
}

}  // namespace

bool is_template(const DocumentNode& root) {
  const DocumentNode* resources = root.find("Resources");
  if (!resources || !resources->is_mapping()) return false;
  return std::any_of(resources->members.begin(), resources->members.end(),
                     [](const DocumentMember& member) {
                       return member.second.find_string("Type").value_or("").starts_with("AWS::");
                     });
}

void read_template(const DocumentNode& root, const std::string& path, std::vector<Policy>& out) {
  const Symbols symbols = symbols_of(root);
  std::vector<Policy> found;
  for (const auto& [id, node] : root.find("Resources")->members)
    read_resource(path, id, node, symbols, found);
  name_holders(*root.find("Resources"), path, found);
  out.insert(out.end(), std::make_move_iterator(found.begin()),
             std::make_move_iterator(found.end()));
}

}  // namespace foureyes::aws_iam
