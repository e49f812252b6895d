#include "pipeline/approval_binding.h"

#include <algorithm>

#include "pipeline/change.h"
#include "privilege/delta.h"

namespace foureyes {
namespace {

// Steps of the target's history that a replay check follows; an older approval has to be given
// again.
constexpr std::size_t kMostSteps = 500;
// Steps that change a privilege, of which each run of neighbours is compared; more is a replay.
constexpr std::size_t kMostPrivilegedSteps = 40;

}  // namespace

ApprovalBinder::ApprovalBinder(const Repository& repository, ObjectId base,
                               PrivilegeOptions options)
    : repository_(repository), base_(std::move(base)), options_(options) {}

std::optional<CommitBinding> ApprovalBinder::binding_of(const ObjectId& commit) {
  const auto known = bindings_.find(commit);
  if (known != bindings_.end()) return known->second;
  Result<CommitBinding> found = look_up(commit);
  std::optional<CommitBinding> binding;
  if (found) binding = std::move(found).value();
  return bindings_.emplace(commit, std::move(binding)).first->second;
}

Result<CommitBinding> ApprovalBinder::look_up(const ObjectId& commit) const {
  TRY_ASSIGN(const MergeResult merge, repository_.merge_result(base_, commit));
  if (!merge.tree)
    return failure({"conflicts with base", commit.hex(), "", ErrorKind::unavailable});
  TRY_ASSIGN(const auto before, repository_.tree(base_));
  TRY_ASSIGN(const auto after, repository_.tree(*merge.tree));
  TRY_ASSIGN(const Delta delta, privilege_delta(*before, *after, options_));
  return CommitBinding{delta.semantic_digest, tree_without_approvals(*after)};
}

bool ApprovalBinder::is_consumed(const Approval& approval,
                                 const std::optional<ObjectId>& statement_head) {
  const std::optional<ObjectId>& commit = statement_head ? statement_head : approval.commit;
  if (!commit) return false;  // unbound: does not count anyway
  const Result<bool> reachable = repository_.is_ancestor(*commit, base_);
  if (reachable && *reachable) return true;

  std::optional<ObjectId> from = approval.base;
  if (!from) {
    const auto merge_base = repository_.merge_base(*commit, base_);
    if (merge_base && *merge_base) from = **merge_base;
  }
  if (!from) return false;
  const auto& steps = steps_since(*from);
  if (!steps) return true;
  std::string tree = approval.head_tree;
  std::string delta_digest = approval.delta_digest;
  if (delta_digest.empty()) {
    const auto binding = binding_of(*commit);
    if (binding) delta_digest = binding->delta_digest;
  }
  return std::any_of(steps->begin(), steps->end(), [&](const Step& step) {
    return (!tree.empty() && step.tree == tree) || step.delta_digest == delta_digest;
  });
}

const std::optional<std::vector<ApprovalBinder::Step>>& ApprovalBinder::steps_since(
    const ObjectId& from) {
  const auto known = steps_.find(from);
  if (known != steps_.end()) return known->second;
  Result<std::vector<Step>> walked = walk_steps(from);
  std::optional<std::vector<Step>> steps;
  if (walked) steps = std::move(walked).value();
  return steps_.emplace(from, std::move(steps)).first->second;
}

Result<std::vector<ApprovalBinder::Step>> ApprovalBinder::walk_steps(const ObjectId& from) const {
  TRY_ASSIGN(const auto commits, repository_.first_parents_between(from, base_));
  if (commits.size() > kMostSteps) return failure({"too many steps", from.hex()});
  std::vector<Step> steps;
  std::vector<std::unique_ptr<TreeView>> starts;  // before each step that changes a privilege
  TRY_ASSIGN(auto before, repository_.tree(from));
  for (const ObjectId& commit : commits) {
    TRY_ASSIGN(auto after, repository_.tree(commit));
    TRY_ASSIGN(const Delta delta, privilege_delta(*before, *after, options_));
    // A step that widens nothing uses no approval up.
    const bool harmless = delta.records.empty();
    steps.push_back({tree_without_approvals(*after), harmless ? "-" : delta.semantic_digest});
    if (!harmless) {
      // One approval may have come in by several commits (a rebase merge): all runs that end here.
      for (const auto& start : starts) {
        TRY_ASSIGN(const Delta run, privilege_delta(*start, *after, options_));
        if (!run.records.empty()) steps.push_back({"", run.semantic_digest});
      }
      starts.push_back(std::move(before));
      if (starts.size() > kMostPrivilegedSteps) return failure({"too many steps", from.hex()});
    }
    before = std::move(after);
  }
  return steps;
}

}  // namespace foureyes
