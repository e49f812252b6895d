// The entitlement list of one tree: `foureyes grants`, the same model as the delta.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/grant.h"
#include "model/notice.h"
#include "model/tree_view.h"
#include "privilege/options.h"

namespace foureyes {

struct GrantList {
  std::vector<Grant> grants;    // by plane, kind, subject, resource
  std::vector<Notice> notices;  // sorted: what could not be read, surfaces without a dialect
  // (dialect, path), sorted: which files each dialect read.
  std::vector<std::pair<std::string, std::string>> files;
};

Result<GrantList> read_grants(const TreeView& tree, const PrivilegeOptions& options = {});

}  // namespace foureyes
