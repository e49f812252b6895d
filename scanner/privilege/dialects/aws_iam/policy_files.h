// The files that may hold policies, and what one of them holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "model/tree_view.h"
#include "privilege/dialects/aws_iam/policy.h"
#include "privilege/options.h"

namespace foureyes::aws_iam {

// By the path alone; most such files hold none.
bool is_policy_path(std::string_view path);

struct PolicyFile {
  std::vector<Policy> policies;
  std::vector<Notice> notices;
  bool counts = false;  // it holds a policy, or what cannot be told from one
  bool unreadable = false;
};

// `needle`: only a file that has these bytes is read.
PolicyFile read_policy_file(const TreeView& tree, const std::string& path,
                            const PrivilegeOptions& options, std::string_view needle = "");

}  // namespace foureyes::aws_iam
