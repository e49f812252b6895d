// What exactly is judged: the commits between base and head, and the tree that the target will have
// when the change is in (threats P0-2: base is the target's tip, never the merge base).
#pragma once

#include <string>
#include <vector>

#include "input/repository.h"
#include "model/check_report.h"

namespace foureyes {

struct ChangeRequest {
  ObjectId base;  // the target's tip
  ObjectId head;
  std::string repository;  // as Change::repository
  std::string target_ref;
  std::string ticket;
};

struct JudgedChange {
  Change change;
  // Paths on which head and base conflict: there is no result to judge then.
  std::vector<std::string> conflicts;
  // False at the edge of a shallow clone: commits may be missing.
  bool history_complete = true;
};

Result<JudgedChange> judge_change(const Repository& repository, const ChangeRequest& request);

// "git+https://host/owner/name" for any form of a remote's URL; "" stays "".
std::string repository_uri(std::string_view remote_url);

// The id that the tree would have in git without the approvals of .foureyes/approvals/: they are
// committed after the tree that they approve, and must not change its identity.
std::string tree_without_approvals(const TreeView& tree);

}  // namespace foureyes
