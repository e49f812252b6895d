// Which jobs become which AWS roles by GitHub's OIDC tokens, where the repository holds both the
// workflow and the role's trust policy. Reads nothing of its own: a job that is new to a role
// brings the job what the role may do. A role that changes under a job that stays is the role's own
// record.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/aws_iam/policy_files.h"
#include "privilege/dialects/federation/oidc_jobs.h"
#include "privilege/dialects/federation/oidc_roles.h"
#include "privilege/dialects/github_actions/pairing.h"
#include "privilege/dialects/github_actions/workflow_files.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using namespace federation;
using aws_iam::is_policy_path;
using github_actions::ActionsFacts;
using github_actions::is_workflow_path;

constexpr std::size_t kMaxFiles = 50'000;  // that a role may stand in
constexpr std::size_t kMaxPairs = 200'000;

// Cheap: whether a workflow may mint tokens, or hands on to one that may.
bool may_mint(std::string_view content) {
  for (std::string_view word : {"id-token", "write-all", "./.github/workflows/"})
    if (contains(content, word)) return true;
  return false;
}

template <class Test>
bool any_content(const TreeView& tree, const std::string& path, const PrivilegeOptions& options,
                 const Test& test) {
  const auto file = read_privilege_file(tree, path, options.limits);
  return file && file->content && test(*file->content);
}

template <class Test>
bool either_side(const ChangeSet& changes, const EntryChange& change,
                 const PrivilegeOptions& options, const Test& test) {
  return (change.before && any_content(changes.base, change.path(), options, test)) ||
         (change.after && any_content(changes.head, change.path(), options, test));
}

struct Touched {
  bool workflows = false;
  bool trust = false;
};

Touched touched_by(const ChangeSet& changes, const PrivilegeOptions& options) {
  Touched out;
  const auto names_issuer = [](std::string_view text) { return contains(text, kIssuer); };
  for (const EntryChange& change : changes.entries) {
    if (is_workflow_path(change.path()))
      out.workflows = out.workflows || either_side(changes, change, options, may_mint);
    else if (!out.trust && is_policy_path(change.path()))
      out.trust = either_side(changes, change, options, names_issuer);
  }
  return out;
}

std::set<std::string> minting_workflows(const TreeView& tree, const PrivilegeOptions& options) {
  std::set<std::string> out;
  for (const std::string& path : github_actions::workflows_of(tree))
    if (any_content(tree, path, options, may_mint)) out.insert(path);
  return out;
}

// Files as each side has them; those that both have alike are read once.
class Roles {
 public:
  explicit Roles(const PrivilegeOptions& options) : options_(options) {}

  void add(const TreeView& tree, const std::string& path) {
    for (OidcRole& role :
         oidc_roles(aws_iam::read_policy_file(tree, path, options_, kIssuer).policies))
      roles_.push_back(std::move(role));
  }

  // `leaves_out`: files that are not wanted.
  void add_tree(const TreeView& tree, const ChangeSet* leaves_out = nullptr) {
    std::size_t count = 0;
    for (const TreeEntry& entry : tree.entries()) {
      if (entry.kind == EntryKind::submodule || !is_policy_path(entry.path)) continue;
      if (leaves_out && leaves_out->touches(entry.path)) continue;
      if (++count > kMaxFiles) {
        past_limit_ = true;
        return;
      }
      add(tree, entry.path);
    }
  }

  void follow_moves_to(const Roles& now) { follow_moves(roles_, now.roles_); }
  const std::vector<OidcRole>& all() const { return roles_; }
  bool past_limit() const { return past_limit_; }

 private:
  const PrivilegeOptions& options_;
  std::vector<OidcRole> roles_;
  bool past_limit_ = false;
};

Grant edge_of(const OidcJob& job) {
  Grant edge;
  edge.plane = Plane::cloud;
  edge.kind = "federated-role";
  edge.subject = Pattern::literal(job.key);
  edge.subject_words = job.words;
  edge.action = Pattern::literal("act-as");
  edge.source = job.source;
  return edge;
}

Grant edge_between(const OidcJob& job, const OidcRole& role) {
  Grant edge = edge_of(job);
  edge.resource = Pattern::literal(role.name);
  edge.brief_words = concat("act as ", role.words);
  edge.action_words = concat("act as ", role.words, " by its OIDC token");
  edge.via = {concat("trust policy of ", role.words)};
  add_held_rights(role.rights, "which may", edge);
  return edge;
}

Grant unfollowed(const OidcJob& job) {
  Grant edge = edge_of(job);
  edge.resource = Pattern::literal("roles past the limit");
  edge.action_words = "act as roles of more files than are looked through";
  edge.brief_words = "more roles than are looked through";
  edge.unknown = Unknown{UnknownReason::limit, edge.brief_words, ""};
  return edge;
}

std::vector<Grant> edges(const std::vector<OidcJob>& jobs, const Roles& roles) {
  std::vector<Grant> out;
  const bool is_too_wide = roles.past_limit() || jobs.size() * roles.all().size() > kMaxPairs;
  for (const OidcJob& job : jobs) {
    if (is_too_wide) {
      out.push_back(unfollowed(job));
      continue;
    }
    for (const OidcRole& role : roles.all())
      if (may_trust(role, job.claims)) out.push_back(edge_between(job, role));
  }
  return out;
}

bool same_claims(const std::vector<OidcJob>& a, const std::vector<OidcJob>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const OidcJob& x, const OidcJob& y) {
    return x.key == y.key && x.claims == y.claims;
  });
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  DialectFacts out;
  const auto jobs =
      oidc_jobs(github_actions::read_workflows(tree, minting_workflows(tree, options), options));
  if (jobs.empty()) return out;
  Roles roles(options);
  roles.add_tree(tree);
  out.grants = edges(jobs, roles);
  return out;
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  const Touched touched = touched_by(changes, options);
  if (!touched.workflows && !touched.trust) return {};
  const auto read = [&](const TreeView& tree) {
    return github_actions::read_workflows(tree, minting_workflows(tree, options), options);
  };
  ActionsFacts before = read(changes.base);
  const ActionsFacts after = read(changes.head);
  github_actions::undo_renames(before, after);
  const std::vector<OidcJob> old_jobs = oidc_jobs(before), new_jobs = oidc_jobs(after);
  const bool no_jobs = old_jobs.empty() && new_jobs.empty();
  if (no_jobs || (!touched.trust && same_claims(old_jobs, new_jobs))) return {};
  Roles alike(options);
  alike.add_tree(changes.head, &changes);
  Roles old_roles = alike, new_roles = alike;
  for (const EntryChange& change : changes.entries) {
    if (!is_policy_path(change.path())) continue;
    if (change.before) old_roles.add(changes.base, change.path());
    if (change.after) new_roles.add(changes.head, change.path());
  }
  old_roles.follow_moves_to(new_roles);
  DialectFacts base, head;
  base.grants = edges(old_jobs, old_roles);
  head.grants = edges(new_jobs, new_roles);
  return {records_between(base, head, changes.head, options.limits), {}};
}

bool reads(std::string_view) { return false; }

}  // namespace

const Dialect& federation_dialect() {
  static const Dialect dialect = {"federation", "1", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
