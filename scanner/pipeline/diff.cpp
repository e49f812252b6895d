#include "pipeline/diff.h"

#include "pipeline/redact_report.h"
#include "privilege/delta.h"

namespace foureyes {
namespace {

Result<Delta> delta_of(const TreeView& before, const TreeView& after, const DiffOptions& options) {
  TRY_ASSIGN(Redactor redactor, Redactor::make(options.rules));
  TRY_ASSIGN(Delta delta, privilege_delta(before, after, options.privilege));
  redact(delta, redactor);
  return delta;
}

}  // namespace

Result<Delta> diff_revisions(const Repository& repository, const ObjectId& base,
                             const ObjectId& head, const DiffOptions& options) {
  TRY_ASSIGN(const auto before, repository.tree(base));
  TRY_ASSIGN(const auto after, repository.tree(head));
  return delta_of(*before, *after, options);
}

Result<Delta> diff_staged(const Repository& repository, const std::optional<ObjectId>& base,
                          const std::string& index_file, const DiffOptions& options) {
  std::unique_ptr<TreeView> before = tree_of_files({});
  if (base) {
    TRY_ASSIGN(before, repository.tree(*base));
  }
  TRY_ASSIGN(const auto after, repository.index_tree(index_file));
  return delta_of(*before, *after, options);
}

Result<Delta> diff_files(FilePair files, const DiffOptions& options) {
  const auto before = tree_of_files({{files.path, std::move(files.before)}});
  const auto after = tree_of_files({{files.path, std::move(files.after)}});
  return delta_of(*before, *after, options);
}

Result<DatedGrants> grants_at(const Repository& repository, const ObjectId& revision,
                              const DiffOptions& options, GrantDetail detail) {
  TRY_ASSIGN(const auto tree, repository.tree(revision));
  TRY_ASSIGN(Redactor redactor, Redactor::make(options.rules));
  DatedGrants dated;
  TRY_ASSIGN(dated.list, read_grants(*tree, options.privilege));
  if (detail == GrantDetail::with_ages) {
    TRY_ASSIGN(dated.ages,
               grant_ages(repository, revision, dated.list.grants,
                          {.privilege = options.privilege, .progress = options.progress}));
  }
  redact(dated.list, redactor);
  return dated;
}

}  // namespace foureyes
