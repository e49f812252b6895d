// What the refs of a repository (and HEAD) name, after tags are followed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "input/git_repository.h"
#include "input/object_name.h"
#include "model/notice.h"

namespace foureyes {

// Each list in the order of ref names; no duplicates.
struct RefTargets {
  std::vector<ObjectName> commits;
  std::vector<ObjectName> tags;                           // tag objects on the way
  std::vector<std::pair<ObjectName, std::string>> trees;  // with the ref that names them
  std::vector<std::pair<ObjectName, std::string>> blobs;
  // HEAD, branches (also those of remotes) and tags that lead to a commit, by name of the ref.
  std::vector<std::pair<std::string, ObjectName>> tips;
  std::vector<Notice> notices;  // refs whose object is missing
};

Result<RefTargets> targets_of_refs(const Repository::Impl& impl);

}  // namespace foureyes
