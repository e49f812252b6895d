// AWS IAM policies wherever JSON or YAML holds them: policy, trust and resource policies as files,
// answers of the AWS command line, CloudFormation and SAM templates. What is written in one policy
// is compared with that policy before, found again by its name or, after a move, by its content.
#include <algorithm>
#include <map>
#include <set>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/aws_iam/finder.h"
#include "privilege/dialects/aws_iam/formation.h"
#include "privilege/record_writer.h"
#include "privilege/silent_manifests.h"

namespace foureyes {
namespace {

using aws_iam::Policy;

bool reads(std::string_view path) {
  if (path.starts_with(".github/") || path.starts_with(".foureyes")) return false;
  for (std::string_view kind : {"json", "yml", "yaml", "template", "tpl", "j2", "policy"})
    if (extension(path) == kind) return true;
  return false;
}

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

struct FileFacts {
  std::vector<Policy> policies;
  std::vector<Notice> notices;
  bool counts = false;
  bool unreadable = false;
};

Policy unread_policy(const std::string& path, const Unknown& unknown, std::uint32_t line) {
  const aws_iam::Holder holder{
      path, path, concat("whoever holds a policy of `", path, "`"), {}, false};
  Policy policy{path, unknown.digest, {}};
  DocumentNode node;
  node.line = line;
  Grant grant = aws_iam::unread_grant(holder, node, unknown.reason, unknown.detail);
  grant.unknown = unknown;
  policy.grants.push_back(std::move(grant));
  return policy;
}

void read_parsed(const std::vector<DocumentNode>& documents, const std::string& path,
                 FileFacts& out) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (aws_iam::is_template(documents[i])) {
      aws_iam::read_template(documents[i], path, out.policies);
      if (!aws_iam::is_policy_document(documents[i])) continue;
    }
    const std::string name = i == 0 ? path : concat(path, "#document", i + 1);
    aws_iam::find_policies(documents[i],
                           {path, name, concat("whoever holds policy `", name, "`"), {}, false}, {},
                           out.policies);
  }
  out.counts = !out.policies.empty();
}

FileFacts read_file(const TreeView& tree, const std::string& path,
                    const PrivilegeOptions& options) {
  FileFacts out;
  const auto file = read_privilege_file(tree, path, options.limits);
  if (!file || !file->content || !may_grant(*file->content)) return out;
  const auto documents = aws_iam::read_documents(*file->content, path);
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

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  DialectFacts out;
  for (const TreeEntry& entry : tree.entries()) {
    if (!reads(entry.path) || entry.kind == EntryKind::submodule) continue;
    FileFacts file = read_file(tree, entry.path, options);
    if (file.counts) out.files.push_back(entry.path);
    for (Policy& policy : file.policies)
      for (Grant& grant : policy.grants) out.grants.push_back(std::move(grant));
    for (Notice& notice : file.notices) {
      notice.touches_change = false;
      out.notices.push_back(std::move(notice));
    }
  }
  return out;
}

using Policies = std::map<std::string, Policy>;

void add_policies(FileFacts file, Policies& out, std::vector<Notice>& notices) {
  for (Policy& policy : file.policies) {
    Policy& place = out[policy.name];
    place.name = policy.name;
    place.digest += policy.digest;
    for (Grant& grant : policy.grants) place.grants.push_back(std::move(grant));
  }
  for (Notice& notice : file.notices) notices.push_back(std::move(notice));
}

// The same content under another name is the same policy.
void forget_moves(Policies& base, Policies& head) {
  std::multimap<std::string, std::string> gone;
  for (const auto& [name, policy] : base)
    if (!head.contains(name)) gone.emplace(policy.digest, name);
  std::vector<std::string> arrived;
  for (const auto& [name, policy] : head) {
    const auto from = base.contains(name) ? gone.end() : gone.find(policy.digest);
    if (from == gone.end()) continue;
    base.erase(from->second);
    gone.erase(from);
    arrived.push_back(name);
  }
  for (const std::string& name : arrived) head.erase(name);
}

DialectFacts facts_of(Policies& policies, const std::string& name) {
  DialectFacts facts;
  const auto found = policies.find(name);
  if (found != policies.end()) facts.grants = std::move(found->second.grants);
  return facts;
}

// A deny of the base is not in the head, word for word.
bool denies_less(const DialectFacts& base, const DialectFacts& head) {
  const auto is_kept = [&](const Grant& deny) {
    return deny.effect != Effect::deny ||
           std::any_of(head.grants.begin(), head.grants.end(), [&](const Grant& other) {
             return other.effect == Effect::deny && other.action == deny.action &&
                    other.resource == deny.resource && other.condition == deny.condition;
           });
  };
  return !std::all_of(base.grants.begin(), base.grants.end(), is_kept);
}

// What other policies of the tree allow: a deny stops them as well where one identity holds both.
class OtherPolicies {
 public:
  OtherPolicies(const TreeView& tree, const PrivilegeOptions& options)
      : tree_(tree), options_(options) {}

  // On both sides: they are no change, and what a deny that goes is judged by.
  void add_to(DialectFacts& base, DialectFacts& head) {
    std::set<Pattern> own;
    for (const DialectFacts* side : {&base, &head})
      for (const Grant& grant : side->grants) own.insert(grant.subject);
    for (const Grant& grant : allowed())
      if (!own.contains(grant.subject)) {
        base.grants.push_back(grant);
        head.grants.push_back(grant);
      }
  }

 private:
  // A managed policy that is attached may allow anything.
  const std::vector<Grant>& allowed() {
    if (read_) return allowed_;
    read_ = true;
    for (Grant& grant : inventory(tree_, options_).grants) {
      if (grant.kind == "iam-managed-policy") {
        grant.kind = "iam-policy";
        grant.action = grant.resource = Pattern::top();
      }
      if (grant.kind == "iam-policy" && grant.effect == Effect::allow)
        allowed_.push_back(std::move(grant));
    }
    return allowed_;
  }

  const TreeView& tree_;
  const PrivilegeOptions& options_;
  bool read_ = false;
  std::vector<Grant> allowed_;
};

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  Policies base, head;
  std::vector<Notice> ignored;
  for (const EntryChange& change : changes.entries) {
    if (!reads(change.path())) continue;
    FileFacts before, after;
    if (change.before) before = read_file(changes.base, change.path(), options);
    if (change.after) after = read_file(changes.head, change.path(), options);
    // What cannot be read is not known to be less than what was there.
    if (after.unreadable && !before.unreadable) before = {};
    add_policies(std::move(before), base, ignored);
    add_policies(std::move(after), head, out.notices);
  }
  forget_moves(base, head);
  std::set<std::string> names;
  for (const Policies* side : {&base, &head})
    for (const auto& [name, policy] : *side) names.insert(name);
  OtherPolicies others(changes.head, options);
  for (const std::string& name : names) {
    DialectFacts before = facts_of(base, name), after = facts_of(head, name);
    if (denies_less(before, after) || denies_less(after, before)) others.add_to(before, after);
    for (DeltaRecord& record : records_between(before, after, changes.head, options.limits))
      out.records.push_back(std::move(record));
  }
  return out;
}

}  // namespace

const Dialect& aws_iam_dialect() {
  static const Dialect dialect = {"aws_iam", "2", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
