#include "privilege/dialects/aws_iam/finder.h"

#include <algorithm>
#include <array>

#include "base/json_document.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/normal_form.h"

namespace foureyes::aws_iam {
namespace {

constexpr std::size_t kMaxRoute = 60;  // levels; deeper the readers refuse already

// The name of a list's item, so that its place in the list does not matter.
std::string item_name(const DocumentNode& item, std::size_t index) {
  constexpr std::array<std::string_view, 7> kNames = {
      "PolicyName", "RoleName", "UserName", "GroupName", "Name", "name", "Id"};
  for (std::string_view key : kNames)
    if (const auto name = item.find_string(key)) return *name;
  return std::to_string(index);
}

bool says_trust(std::string_view key) {
  return equals_ignoring_case(key, "AssumeRolePolicyDocument") || key == "assume_role_policy";
}

bool is_statement_list(const DocumentNode& node) {
  return node.is_sequence() && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(), is_statement);
}

void add_policy(const DocumentNode& node, const Place& place, const Symbols& symbols,
                std::vector<Policy>& out) {
  Policy policy;
  policy.name = place.name;
  policy.digest = normal_digest(node);
  Holder holder{place.path, place.name, place.words, place.conditions, place.is_trust};
  read_policy_document(node, holder, symbols, policy);
  if (!place.holder.empty()) policy.holders = {concat(place.path, "#", place.holder)};
  out.push_back(std::move(policy));
}

// Text that is a policy itself, as some properties want it.
void find_in_text(const DocumentNode& node, const Place& place, const Symbols& symbols,
                  std::vector<Policy>& out) {
  const std::string_view text = trim(node.text);
  if (!text.starts_with("{") || !contains(text, "Statement") || !contains(text, "Effect")) return;
  const auto root = read_json(text, place.path);
  if (root) return find_policies(*root, place, symbols, out);
  Policy policy;
  policy.name = place.name;
  policy.digest = normal_digest(node);
  const Holder holder{place.path, place.name, place.words, place.conditions, false};
  policy.grants.push_back(unread_grant(holder, node, UnknownReason::parse,
                                       concat("a policy in text, line ", node.line)));
  out.push_back(std::move(policy));
}

// Answers of `aws iam get-role-policy` and its like, and of get-account-authorization-details.
std::string holder_named_in(const DocumentNode& node) {
  for (std::string_view kind : {"Role", "User", "Group"})
    if (const auto name = node.find_string(concat(kind, "Name")))
      return concat(to_lower(kind), " ", *name);
  return "";
}

Place below(const Place& place, const std::string& step) {
  Place out = place;
  out.name = concat(place.name, contains(place.name, "#") ? "." : "#", step);
  out.words = concat("whoever holds policy `", out.name, "`");
  return out;
}

}  // namespace

void find_policies(const DocumentNode& node, const Place& place, const Symbols& symbols,
                   std::vector<Policy>& out) {
  if (node.is_scalar()) return find_in_text(node, place, symbols, out);
  if (is_policy_document(node) || is_statement_list(node))
    return add_policy(node, place, symbols, out);
  if (static_cast<std::size_t>(std::count(place.name.begin(), place.name.end(), '.')) > kMaxRoute)
    return;
  std::string holder = holder_named_in(node);
  if (holder.empty()) holder = place.holder;
  for (std::size_t i = 0; i < node.items.size(); ++i)
    find_policies(node.items[i], below(place, item_name(node.items[i], i)), symbols, out);
  for (const auto& [key, value] : node.members) {
    Place inner = below(place, key.text);
    inner.holder = holder;
    inner.is_trust = place.is_trust || says_trust(key.text);
    find_policies(value, inner, symbols, out);
  }
}

Result<std::vector<DocumentNode>> read_documents(std::string_view content, std::string_view path) {
  if (content.starts_with("\xef\xbb\xbf")) content.remove_prefix(3);
  const std::string_view start = trim(content);
  const bool json = extension(path) == "json" || start.starts_with("{") || start.starts_with("[");
  if (!json) return read_yaml_stream(content, path);
  auto root = read_json(content, path);
  if (root) {
    std::vector<DocumentNode> out;
    out.push_back(std::move(*root));
    return out;
  }
  // A flow mapping is YAML too, where the consumer reads that.
  if (extension(path) != "json")
    if (auto documents = read_yaml_stream(content, path)) return documents;
  return tl::unexpected(root.error());
}

}  // namespace foureyes::aws_iam
