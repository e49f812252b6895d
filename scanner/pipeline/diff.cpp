#include "pipeline/diff.h"

#include "privilege/delta.h"

namespace foureyes {

Result<Delta> diff_revisions(const Repository& repository, const ObjectId& base,
                             const ObjectId& head, const PrivilegeOptions& options) {
  TRY_ASSIGN(const auto before, repository.tree(base));
  TRY_ASSIGN(const auto after, repository.tree(head));
  return privilege_delta(*before, *after, options);
}

Result<Delta> diff_staged(const Repository& repository, const std::optional<ObjectId>& base,
                          const std::string& index_file, const PrivilegeOptions& options) {
  std::unique_ptr<TreeView> before = tree_of_files({});
  if (base) {
    TRY_ASSIGN(before, repository.tree(*base));
  }
  TRY_ASSIGN(const auto after, repository.index_tree(index_file));
  return privilege_delta(*before, *after, options);
}

Result<Delta> diff_files(FilePair files, const PrivilegeOptions& options) {
  const auto before = tree_of_files({{files.path, std::move(files.before)}});
  const auto after = tree_of_files({{files.path, std::move(files.after)}});
  return privilege_delta(*before, *after, options);
}

Result<GrantList> grants_at(const Repository& repository, const ObjectId& revision,
                            const PrivilegeOptions& options) {
  TRY_ASSIGN(const auto tree, repository.tree(revision));
  return read_grants(*tree, options);
}

}  // namespace foureyes
