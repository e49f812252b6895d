// Why one approval counts or does not, before any requirement is looked at.
#pragma once

#include <vector>

#include "approval/decide.h"
#include "approval/segregation.h"

namespace foureyes {

// An act with its person and the first reason against it, in the order of `question.approvals`.
struct JudgedApproval {
  ConsideredApproval considered;
  bool tree_matches = false;  // the tree that was approved is the one that is judged now
  bool external_root = false;
  // A standing "changes requested" of an eligible person on this delta: refuses the change.
  bool refuses = false;
};

std::vector<JudgedApproval> judge_approvals(const ApprovalQuestion& question,
                                            const Segregation& segregation);

}  // namespace foureyes
