// The CODEOWNERS file that counts. Where a repository is hosted is read from what lies in it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "privilege/change_set.h"
#include "privilege/dialects/codeowners/owner_rules.h"

namespace foureyes {

// Where the platform looks, in its order; only the first that exists counts.
std::span<const std::string_view> owners_files(OwnersPlatform platform);
// Some platform reads it.
bool is_owners_file(std::string_view path);

struct OwnersFile {
  std::string path;  // "" when there is none
  OwnerMap owners{{}, OwnersPlatform::github};
  std::optional<Unknown> unknown;
  std::optional<Notice> notice;
};

OwnersFile read_owners(const TreeView& tree, OwnersPlatform platform,
                       const PrivilegeOptions& options);

// GitLab where there is .gitlab-ci.yml, .gitlab/ or a CODEOWNERS with sections; GitHub where there
// is .github/, and where nothing speaks for GitLab. Both, where both do: a mirror is a gate too.
std::vector<OwnersPlatform> platforms_of(const std::vector<const TreeView*>& trees,
                                         const PrivilegeOptions& options);

}  // namespace foureyes
