#include "privilege/dialects/aws_iam/policy_files.h"

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/change_set.h"
#include "privilege/dialects/aws_iam/finder.h"
#include "privilege/dialects/aws_iam/formation.h"
#include "privilege/dialects/github_actions/library.h"
#include "privilege/silent_manifests.h"

namespace foureyes::aws_iam {
namespace {

bool may_grant(std::string_view content) {
  const bool policy = contains(content, "Effect") &&
                      (contains(content, "Action") || contains(content, "Statement"));
  const bool stack = contains(content, "AWS::") && contains(content, "Resources");
  return (policy || stack) && !is_silent_manifest(content);
}

// Past doubt about a policy, although it does not parse.
bool looks_like_one(std::string_view content) {
  const bool policy = contains(content, "Statement") && contains(content, "Effect") &&
                      (contains(content, "Allow") || contains(content, "Deny"));
  return policy || contains(content, "AWS::IAM::");
}

Policy unread_policy(const std::string& path, const Unknown& unknown, std::uint32_t line) {
  const Holder holder{path, path, concat("whoever holds a policy of `", path, "`"), {}, false};
  Policy policy{path, unknown.digest, {}};
  DocumentNode node;
  node.line = line;
  Grant grant = unread_grant(holder, node, unknown.reason, unknown.detail);
  grant.unknown = unknown;
  policy.grants.push_back(std::move(grant));
  return policy;
}

void read_parsed(const std::vector<DocumentNode>& documents, const std::string& path,
                 PolicyFile& out) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (is_template(documents[i])) {
      read_template(documents[i], path, out.policies);
      if (!is_policy_document(documents[i])) continue;
    }
    const std::string name = i == 0 ? path : concat(path, "#document", i + 1);
    find_policies(documents[i],
                  {path, name, concat("whoever holds policy `", name, "`"), {}, false}, {},
                  out.policies);
  }
  out.counts = !out.policies.empty();
}

}  // namespace

bool is_policy_path(std::string_view path) {
  if (github_actions::is_workflow_path(path)) return false;
  for (std::string_view kind : {"json", "yml", "yaml", "template", "tpl", "j2", "policy"})
    if (extension(path) == kind) return true;
  return false;
}

PolicyFile read_policy_file(const TreeView& tree, const std::string& path,
                            const PrivilegeOptions& options, std::string_view needle) {
  PolicyFile out;
  const auto file = read_privilege_file(tree, path, options.limits);
  if (!file || !file->content || !contains(*file->content, needle)) return out;
  if (!may_grant(*file->content)) return out;
  const auto documents = read_documents(*file->content, path);
  if (documents) {
    read_parsed(*documents, path, out);
    return out;
  }
  if (!looks_like_one(*file->content)) return out;
  out.counts = out.unreadable = true;
  const bool rendered = contains(*file->content, "{{") || contains(*file->content, "{%");
  const std::string why =
      rendered ? "it is a template that was not rendered" : documents.error().what;
  out.policies.push_back(unread_policy(path,
                                       {rendered ? UnknownReason::rendering : UnknownReason::parse,
                                        why, sha256(*file->content).hex()},
                                       1));
  out.notices.push_back(
      {NoticeReason::unparsable, path, concat("The policy cannot be read: ", why, "."), true});
  return out;
}

}  // namespace foureyes::aws_iam
