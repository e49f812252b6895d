// What each approval is bound to: looked up in the repository for approval/decide.h, which knows no
// git.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "approval/decide.h"
#include "input/repository.h"
#include "model/check_report.h"
#include "privilege/options.h"

namespace foureyes {

// The delta and the tree of one commit, merged into base.
struct CommitBinding {
  std::string delta_digest;
  std::string tree;  // without .foureyes/approvals/
};

// Looks each commit up once.
class ApprovalBinder {
 public:
  ApprovalBinder(const Repository& repository, ObjectId base, PrivilegeOptions options);

  // Nothing when the commit is not in the repository or conflicts with base.
  std::optional<CommitBinding> binding_of(const ObjectId& commit);

  // Whether what the approval approved is in base's history already (threats P0-5): its commit or
  // its statement's head is reachable from base, or a step of base's first-parent line since then
  // has the approved tree or the approved delta. A history that cannot be followed that far counts
  // as a replay.
  bool is_consumed(const Approval& approval, const std::optional<ObjectId>& statement_head);

 private:
  struct Step {
    std::string tree;
    std::string delta_digest;
  };
  Result<CommitBinding> look_up(const ObjectId& commit) const;
  // The first-parent steps of base since `from`; nothing when `from` is not on that line.
  const std::optional<std::vector<Step>>& steps_since(const ObjectId& from);
  Result<std::vector<Step>> walk_steps(const ObjectId& from) const;

  const Repository& repository_;
  ObjectId base_;
  PrivilegeOptions options_;
  std::map<ObjectId, std::optional<CommitBinding>> bindings_;
  std::map<ObjectId, std::optional<std::vector<Step>>> steps_;
};

}  // namespace foureyes
