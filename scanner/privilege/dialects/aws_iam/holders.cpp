#include "privilege/dialects/aws_iam/holders.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace foureyes::aws_iam {
namespace {

constexpr std::string_view kPlain = "AWS::IAM::";

// "AWS::IAM::Role" -> "role"; "" for what is no identity.
std::string identity_kind(const DocumentNode& node) {
  const std::string type = node.find_string("Type").value_or("");
  for (std::string_view kind : {"Role", "User", "Group"})
    if (type == concat(kPlain, kind)) return to_lower(kind);
  return "";
}

class Holders {
 public:
  Holders(const DocumentNode& resources, const std::string& path) : path_(path) {
    for (const auto& [id, node] : resources.members) ids_.emplace(id.text, &node);
    for (const auto& [id, node] : resources.members) read(id.text, node);
  }

  // By the logical id of the resource that the policy is written in.
  void fill(const std::string& id, Policy& policy) const {
    const auto found = held_.find(id);
    if (found != held_.end()) policy.holders.assign(found->second.begin(), found->second.end());
    const auto node = ids_.find(id);
    policy.is_shared =
        node != ids_.end() && node->second->find_string("Type") == concat(kPlain, "ManagedPolicy");
    policy.is_with_holder = policy.holders.size() == 1 && made_.contains(policy.holders.front());
  }

 private:
  void read(const std::string& id, const DocumentNode& node) {
    const DocumentNode* properties = node.find("Properties");
    if (!properties) return;
    const std::string own = identity_kind(node);
    if (!own.empty()) {
      held_[id].insert(identity_name(path_, id, node));
      made_.insert(identity_name(path_, id, node));
      if (const DocumentNode* managed = properties->find("ManagedPolicyArns"))
        for (const DocumentNode& item : managed->items)
          if (const Intrinsic function = intrinsic_of(item);
              function.name == "Ref" && function.argument->is_scalar())
            held_[function.argument->text].insert(identity_name(path_, id, node));
      return;
    }
    for (std::string_view kind : {"Role", "User", "Group"}) {
      if (const DocumentNode* list = properties->find(concat(kind, "s")))
        for (const DocumentNode& item : list->items) attach(id, kind, item);
      const bool one = node.find_string("Type") == concat(kPlain, kind, "Policy");
      if (const DocumentNode* name = properties->find(concat(kind, "Name")); name && one)
        attach(id, kind, *name);
    }
  }

  // Who is computed is somebody, of whom nothing else is known.
  void attach(const std::string& id, std::string_view kind, const DocumentNode& whom) {
    const Intrinsic function = intrinsic_of(whom);
    if (function.name.empty() && whom.is_scalar()) {
      held_[id].insert(concat(to_lower(kind), " ", whom.text));
      return;
    }
    const bool refers = function.name == "Ref" && function.argument->is_scalar();
    const auto target = refers ? ids_.find(function.argument->text) : ids_.end();
    if (target != ids_.end() && !identity_kind(*target->second).empty())
      held_[id].insert(identity_name(path_, target->first, *target->second));
    else
      held_[id].insert({});
  }

  const std::string& path_;
  std::map<std::string, const DocumentNode*> ids_;
  std::map<std::string, std::set<std::string>> held_;  // logical id -> identities
  std::set<std::string> made_;                         // identities that the template makes
};

}  // namespace

std::string identity_name(const std::string& path, const std::string& id,
                          const DocumentNode& node) {
  const std::string kind = identity_kind(node);
  const DocumentNode* properties = node.find("Properties");
  const std::string type = node.find_string("Type").value_or("");
  const bool is_identity = !kind.empty() && properties;
  const DocumentNode* name =
      is_identity ? properties->find(concat(type.substr(kPlain.size()), "Name")) : nullptr;
  const bool is_fixed = name && name->is_scalar() && intrinsic_of(*name).name.empty();
  return is_fixed ? concat(kind, " ", name->text) : concat(path, "#", id);
}

void name_holders(const DocumentNode& resources, const std::string& path,
                  std::vector<Policy>& policies) {
  const Holders holders(resources, path);
  for (Policy& policy : policies) {
    const std::string_view below = std::string_view(policy.name).substr(path.size() + 1);
    holders.fill(std::string(below.substr(0, below.find('.'))), policy);
  }
}

}  // namespace foureyes::aws_iam
