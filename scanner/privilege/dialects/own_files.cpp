// The gate's own files: policy, signers, identities, waivers, and whatever runs the gate. A change
// to one is always told; by whom it must be approved, the pipeline decides by the record's kind.
#include <set>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "config/paths.h"
#include "config/policy.h"
#include "privilege/dialect.h"
#include "privilege/dialects/gate_workflows.h"
#include "privilege/normal_form.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

bool is_own(std::string_view path) {
  if (path == kPolicyFile) return true;
  return is_inside(path, kConfigurationDirectory) && !is_inside(path, kApprovalsDirectory);
}

std::string_view kind_of(std::string_view path) {
  if (path == kAllowedSignersFile) return "signers";
  if (path == kIdentitiesFile) return "identities";
  if (path == kWaiversFile) return "waivers";
  return "policy";
}

// Comments and formatting decide nothing, so they are not part of what is compared.
std::string content_digest(std::string_view path, const PrivilegeFile& file) {
  if (!file.content) return file.unknown ? file.unknown->digest : "";
  const std::string_view kind = extension(path);
  if (kind == "yml" || kind == "yaml")
    if (const auto root = read_yaml(*file.content, path)) return normal_digest(*root);
  return sha256(*file.content).hex();
}

Grant own_grant(std::string_view path, std::string_view kind) {
  Grant grant;
  grant.plane = Plane::change;
  grant.kind = kind;
  grant.subject = Pattern::literal(std::string(path));
  grant.subject_words = path;
  grant.source = {std::string(path), "", 1};
  return grant;
}

Grant guard(std::string_view path, std::string_view kind, const std::string& digest) {
  Grant grant = own_grant(path, kind);
  grant.effect = Effect::guard;
  grant.group = kind;
  grant.action = Pattern::literal("decide");
  grant.resource = Pattern::literal(concat("sha256 ", digest));
  grant.subject_words = "every change";
  grant.action_words =
      concat(kind == "gate-workflow" ? "the gate's run in `" : "the control `", path, "`");
  grant.brief_words = concat("content ", digest.substr(0, 12));
  return grant;
}

// What a policy lets pass that having none would not, in words; "" when it only asks for more. One
// that does not parse judges nothing.
std::string loosening_of(const std::string& text) {
  const auto policy = read_policy(text, kPolicyFile);
  if (!policy) return "";
  const Policy none;
  std::vector<std::string> words;
  if (!policy->accept_incomplete.empty()) words.emplace_back("incomplete verdicts are accepted");
  if (policy->fail_on > none.fail_on) words.emplace_back("fewer credentials fail");
  if (policy->inline_marks == InlineMarks::honoured)
    words.emplace_back("marks in files let credentials pass");
  if (policy->default_token != none.default_token)
    words.emplace_back("the default token's permissions are asserted");
  if (policy->waiver_max_days > none.waiver_max_days) words.emplace_back("waivers last longer");
  const ApprovalRule usual;
  for (const ApprovalRule& rule : policy->approvals)
    if (rule.least_class < usual.least_class)
      words.push_back(concat("the rule ", rule.name, " takes weaker approvals"));
  return join(words, "; ");
}

Grant loosening(std::string_view path, const std::string& words) {
  Grant grant = own_grant(path, "policy");
  grant.action = Pattern::literal("pass");
  grant.resource = Pattern::literal(words);
  grant.subject_words = "a change";
  grant.action_words = concat("pass where it would not without a policy: ", words);
  grant.brief_words = words;
  return grant;
}

// Each line lets somebody sign.
void read_signers(std::string_view path, std::string_view text, DialectFacts& out) {
  std::uint32_t number = 0;
  for (std::string_view line : split_lines(text)) {
    ++number;
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    const std::string principal(line.substr(0, line.find_first_of(" \t")));
    Grant grant = own_grant(path, "signers");
    grant.subject = Pattern::literal(principal);
    grant.action = Pattern::literal("sign");
    grant.resource = Pattern::literal(concat("key line sha256 ", sha256(line).hex()));
    grant.subject_words = concat("whoever holds a key of `", principal, "`");
    grant.action_words = "sign approvals or evidence";
    grant.brief_words = "sign";
    grant.source.line = number;
    out.grants.push_back(std::move(grant));
  }
}

// A list whose entries each let something happen: waivers, identities.
struct EntryList {
  std::string_view kind;
  std::string_view key;      // of the list in its file
  std::string_view subject;  // "waiver"
  std::string_view action;   // of the grant
  std::string_view words;    // "let a finding pass"
};

constexpr EntryList kWaiverList = {"waivers", "waivers", "waiver", "accept", "let a finding pass"};
constexpr EntryList kIdentityList = {"identities", "people", "identity", "approve",
                                     "be taken for an approver under these names"};

void read_entries(std::string_view path, const DocumentNode& root, const EntryList& kind,
                  DialectFacts& out) {
  const DocumentNode* list = root.is_sequence() ? &root : root.find(kind.key);
  if (!list || !list->is_sequence()) {
    if (!root.is_null()) out.grants.push_back(guard(path, kind.kind, normal_digest(root)));
    return;
  }
  for (const DocumentNode& entry : list->items) {
    const std::string name = entry.find_string("id").value_or("without id");
    Grant grant = own_grant(path, kind.kind);
    grant.subject = Pattern::literal(concat(kind.subject, " ", name));
    grant.action = Pattern::literal(std::string(kind.action));
    grant.resource = Pattern::literal(concat("content sha256 ", normal_digest(entry)));
    grant.subject_words = concat(kind.subject, " `", name, "`");
    grant.action_words = kind.words;
    grant.brief_words = concat("content ", normal_digest(entry).substr(0, 12));
    grant.source.line = entry.line;
    out.grants.push_back(std::move(grant));
  }
}

void read_own_file(const TreeView& tree, const std::string& path, const PrivilegeOptions& options,
                   DialectFacts& out) {
  const auto file = read_privilege_file(tree, path, options.limits);
  if (!file) return;
  out.files.push_back(path);
  if (file->notice) out.notices.push_back(*file->notice);
  const std::string_view kind = kind_of(path);
  if (kind == "signers" && file->content) return read_signers(path, *file->content, out);
  if ((kind == "waivers" || kind == "identities") && file->content)
    if (const auto root = read_yaml(*file->content, path))
      return read_entries(path, *root, kind == "waivers" ? kWaiverList : kIdentityList, out);
  out.grants.push_back(guard(path, kind, content_digest(path, *file)));
  if (path != kPolicyFile || !file->content) return;
  if (const std::string words = loosening_of(*file->content); !words.empty())
    out.grants.push_back(loosening(path, words));
}

DialectFacts read_paths(const TreeView& tree, const std::set<std::string>& own,
                        const std::set<std::string>& gates, const PrivilegeOptions& options) {
  DialectFacts out;
  for (const std::string& path : own) read_own_file(tree, path, options, out);
  for (const std::string& path : gates) {
    const auto file = read_privilege_file(tree, path, options.limits);
    if (!file) continue;
    out.files.push_back(path);
    out.grants.push_back(guard(path, "gate-workflow", content_digest(path, *file)));
  }
  return out;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  std::set<std::string> own;
  for (const TreeEntry& entry : tree.entries())
    if (is_own(entry.path)) own.insert(entry.path);
  return read_paths(tree, own, gate_workflows(tree, options), options);
}

// Bytes changed, meaning not: told, and no more.
DeltaRecord form_only(const std::string& path, std::string_view kind) {
  DeltaRecord record;
  record.plane = Plane::change;
  record.kind = kind;
  record.subject = path;
  record.action = "decide";
  record.resource = "form only";
  record.effect = Effect::guard;
  record.sentence = concat(path, " changes in form only: comments, order or quoting");
  return record;
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  std::set<std::string> own, gates;
  const bool runs_change = touches_gate_code(changes, options);
  const auto base_gates =
      runs_change ? gate_workflows(changes.base, options) : std::set<std::string>();
  const auto head_gates =
      runs_change ? gate_workflows(changes.head, options) : std::set<std::string>();
  for (const EntryChange& change : changes.entries) {
    if (is_own(change.path())) own.insert(change.path());
    if (base_gates.contains(change.path()) || head_gates.contains(change.path()))
      gates.insert(change.path());
  }
  DialectDelta out;
  const DialectFacts base = read_paths(changes.base, own, gates, options);
  const DialectFacts head = read_paths(changes.head, own, gates, options);
  out.records = records_between(base, head, changes.head, options.limits);
  std::set<std::string> told;
  for (const DeltaRecord& record : out.records) {
    if (record.source_before) told.insert(record.source_before->path);
    if (record.source_after) told.insert(record.source_after->path);
  }
  for (const auto& [paths, kind] :
       {std::pair{&own, std::string_view()}, std::pair{&gates, std::string_view("gate-workflow")}})
    for (const std::string& path : *paths)
      if (!told.contains(path))
        out.records.push_back(form_only(path, kind.empty() ? kind_of(path) : kind));
  out.notices = head.notices;
  return out;
}

}  // namespace

const Dialect& own_files_dialect() {
  static const Dialect dialect = {"own_files", "1", is_own, inventory, delta};
  return dialect;
}

}  // namespace foureyes
