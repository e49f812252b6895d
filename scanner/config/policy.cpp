// Reads .foureyes.yml. What it means for a change is in requirements.cpp.
#include "config/policy.h"

#include <algorithm>
#include <set>

#include "base/name_table.h"
#include "config/fields.h"

namespace foureyes {
namespace {

constexpr NameTable<DefaultToken, 3> kTokens{{{
    {DefaultToken::unknown, "unknown"},
    {DefaultToken::permissive, "permissive"},
    {DefaultToken::restricted, "restricted"},
}}};

constexpr NameTable<Authorship, 2> kAuthorships{{{
    {Authorship::asserted, "asserted"},
    {Authorship::proved, "proved"},
}}};

constexpr NameTable<ApprovalBinding, 2> kBindings{{{
    {ApprovalBinding::delta, "delta"},
    {ApprovalBinding::tree, "tree"},
}}};

constexpr NameTable<InlineMarks, 2> kMarks{{{
    {InlineMarks::ignored, "ignored"},
    {InlineMarks::honoured, "honoured"},
}}};

constexpr auto kBindingValues = {ApprovalBinding::delta, ApprovalBinding::tree};
constexpr std::uint64_t kMaxApprovals = 20;

// The names of the rules that are built in.
bool is_reserved(std::string_view name) { return name == "default" || name == "policy-change"; }

constexpr auto kAllPlanes = {Plane::pipeline, Plane::cloud, Plane::cluster, Plane::data,
                             Plane::change,   Plane::host,  Plane::agent,   Plane::erp};

Result<ApprovalRule> read_rule(const DocumentNode& node, std::string_view document) {
  TRY_ASSIGN(const Fields fields, Fields::open(node, {document, "an approval rule"},
                                               {"name", "planes", "kinds", "directions", "paths",
                                                "count", "class", "from", "bind"}));
  TRY(fields.require({"name"}));
  ApprovalRule rule;
  TRY(fields.text("name", rule.name));
  TRY(fields.choices("planes", kAllPlanes, rule.planes));
  TRY(fields.texts("kinds", rule.kinds));
  TRY(fields.choices("directions",
                     {Direction::widened, Direction::mixed, Direction::unknown, Direction::narrowed,
                      Direction::equivalent},
                     rule.directions));
  TRY(fields.patterns("paths", rule.paths));
  std::uint64_t count = rule.count;
  TRY(fields.number("count", 1, kMaxApprovals, count));
  rule.count = count;
  TRY(fields.choice("class",
                    {ApprovalClass::a1, ApprovalClass::a2, ApprovalClass::a3, ApprovalClass::a4},
                    rule.least_class));
  TRY(fields.texts("from", rule.from));
  if (fields.find("bind") != nullptr) {
    rule.bind = ApprovalBinding::delta;
    TRY(fields.choice("bind", kBindingValues, *rule.bind));
  }
  if (is_reserved(rule.name)) {
    return fields.wrong_because(node, "a rule has the name of a built-in rule",
                                "choose a name other than default and policy-change");
  }
  return rule;
}

Result<void> read_rules(const Fields& file, std::string_view document, Policy& policy) {
  TRY_ASSIGN(const auto nodes, file.list("approvals"));
  std::set<std::string> names;
  for (const DocumentNode* node : nodes) {
    TRY_ASSIGN(ApprovalRule rule, read_rule(*node, document));
    if (!names.insert(rule.name).second) {
      return file.wrong_because(*node, "two approval rules have the same name", "rename one");
    }
    policy.approvals.push_back(std::move(rule));
  }
  return {};
}

Result<void> read_groups(const Fields& file, Policy& policy) {
  const DocumentNode* node = file.find("groups");
  if (node == nullptr) return {};
  if (!node->is_mapping()) return file.wrong(*node, "groups", "a mapping of names to people");
  for (const auto& [key, people] : node->members) {
    if (!key.is_string() || key.text.empty()) return file.wrong(key, "groups", "named by texts");
    ApprovalGroup group{key.text, {}};
    TRY(file.texts_of(people, key.text, group.people));
    policy.groups.push_back(std::move(group));
  }
  return {};
}

Result<void> read_accepted(const Fields& file, std::string_view document, Policy& policy) {
  TRY_ASSIGN(const auto nodes, file.list("accept_incomplete"));
  for (const DocumentNode* node : nodes) {
    TRY_ASSIGN(const Fields fields, Fields::open(*node, {document, "an entry of accept_incomplete"},
                                                 {"reason", "paths", "why"}));
    TRY(fields.require({"reason", "paths", "why"}));
    AcceptedNotice accepted;
    const DocumentNode& reason = *fields.find("reason");
    if (!reason.is_string() || !parse_notice_reason(reason.text, accepted.reason)) {
      std::vector<std::string> names;
      for (const NoticeReason known : all_notice_reasons()) names.emplace_back(name_of(known));
      return fields.wrong(reason, "reason", concat("one of ", join(names, ", ")));
    }
    TRY(fields.patterns("paths", accepted.paths));
    TRY(fields.text("why", accepted.why));
    policy.accept_incomplete.push_back(std::move(accepted));
  }
  return {};
}

Result<AllowedGrant> read_allowed(const DocumentNode& node, std::string_view document) {
  TRY_ASSIGN(const Fields fields, Fields::open(node, {document, "an entry of may"},
                                               {"planes", "kinds", "actions", "resources"}));
  AllowedGrant allowed;
  TRY(fields.choices("planes", kAllPlanes, allowed.planes));
  TRY(fields.texts("kinds", allowed.kinds));
  TRY(fields.texts("actions", allowed.actions));
  TRY(fields.texts("resources", allowed.resources));
  return allowed;
}

Result<void> read_ceilings(const Fields& file, std::string_view document, Policy& policy) {
  TRY_ASSIGN(const auto nodes, file.list("max_grants"));
  for (const DocumentNode* node : nodes) {
    TRY_ASSIGN(const Fields fields, Fields::open(*node, {document, "an entry of max_grants"},
                                                 {"name", "subjects", "may"}));
    TRY(fields.require({"name", "subjects", "may"}));
    GrantCeiling ceiling;
    TRY(fields.text("name", ceiling.name));
    TRY(fields.texts("subjects", ceiling.subjects));
    TRY_ASSIGN(const auto may, fields.list("may"));
    for (const DocumentNode* item : may) {
      TRY_ASSIGN(AllowedGrant allowed, read_allowed(*item, document));
      ceiling.may.push_back(std::move(allowed));
    }
    policy.max_grants.push_back(std::move(ceiling));
  }
  return {};
}

Result<void> read_scan(const Fields& file, std::string_view document, Policy& policy) {
  const DocumentNode* node = file.find("scan");
  if (node == nullptr) return {};
  TRY_ASSIGN(const Fields fields,
             Fields::open(*node, {document, "scan"}, {"fail_on", "max_file_bytes"}));
  TRY(fields.choice("fail_on", {Confidence::low, Confidence::medium, Confidence::high},
                    policy.fail_on));
  std::uint64_t bytes = 0;
  TRY(fields.number("max_file_bytes", 1024, std::uint64_t{1} << 40, bytes));
  if (bytes != 0) policy.max_file_bytes = bytes;
  return {};
}

Result<void> read_waiver_limits(const Fields& file, std::string_view document, Policy& policy) {
  const DocumentNode* node = file.find("waivers");
  if (node == nullptr) return {};
  TRY_ASSIGN(const Fields fields, Fields::open(*node, {document, "waivers"}, {"max_days"}));
  std::uint64_t days = policy.waiver_max_days;
  TRY(fields.number("max_days", 1, 3650, days));
  policy.waiver_max_days = static_cast<std::uint32_t>(days);
  return {};
}

}  // namespace

std::string_view name_of(DefaultToken token) { return kTokens.name(token); }
bool parse_default_token(std::string_view name, DefaultToken& token) {
  return kTokens.parse(name, token);
}
std::string_view name_of(Authorship authorship) { return kAuthorships.name(authorship); }
std::string_view name_of(ApprovalBinding binding) { return kBindings.name(binding); }
std::string_view name_of(InlineMarks marks) { return kMarks.name(marks); }

Result<Policy> read_policy(std::string_view text, std::string_view name) {
  Policy policy;
  TRY_ASSIGN(const DocumentNode root, read_configuration(text, name));
  if (root.is_null()) return policy;
  TRY_ASSIGN(const Fields file,
             Fields::open(
                 root, {name, "the policy"},
                 {"version", "repository", "bind", "default_token", "authorship", "approvals",
                  "groups", "accept_incomplete", "max_grants", "scan", "inline_marks", "waivers"}));
  TRY(check_version(file));
  TRY(file.text("repository", policy.repository));
  if (!policy.repository.empty() && policy.repository.rfind("git+", 0) != 0) {
    return file.wrong(*file.find("repository"), "repository",
                      "a URL that begins with git+https://");
  }
  TRY(file.choice("bind", kBindingValues, policy.bind));
  TRY(file.choice("default_token",
                  {DefaultToken::unknown, DefaultToken::permissive, DefaultToken::restricted},
                  policy.default_token));
  TRY(file.choice("authorship", {Authorship::asserted, Authorship::proved}, policy.authorship));
  TRY(file.choice("inline_marks", {InlineMarks::ignored, InlineMarks::honoured},
                  policy.inline_marks));
  TRY(read_rules(file, name, policy));
  TRY(read_groups(file, policy));
  TRY(read_accepted(file, name, policy));
  TRY(read_ceilings(file, name, policy));
  TRY(read_scan(file, name, policy));
  TRY(read_waiver_limits(file, name, policy));
  return policy;
}

}  // namespace foureyes
