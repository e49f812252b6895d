// The privilege delta outside a gate: between two revisions as they are, or between two files.
#pragma once

#include <optional>
#include <string>

#include "input/repository.h"
#include "model/delta.h"
#include "pipeline/grant_history.h"
#include "privilege/grants.h"
#include "privilege/options.h"
#include "secrets/rule_set.h"

namespace foureyes {

struct DiffOptions {
  const RuleSet& rules;  // of credentials: no name that is one gets into the result
  PrivilegeOptions privilege = {};
  Progress* progress = nullptr;  // of the look back for ages
};

Result<Delta> diff_revisions(const Repository& repository, const ObjectId& base,
                             const ObjectId& head, const DiffOptions& options);

// From a revision (nothing before the first commit) to what the next commit would hold;
// `index_file`
// is "" for the repository's own.
Result<Delta> diff_staged(const Repository& repository, const std::optional<ObjectId>& base,
                          const std::string& index_file, const DiffOptions& options);

struct FilePair {
  std::string before;
  std::string after;
  std::string path;  // that both have in a repository: it tells the dialect
};

Result<Delta> diff_files(FilePair files, const DiffOptions& options);

enum class GrantDetail { held, with_ages };

struct DatedGrants {
  GrantList list;
  std::vector<GrantAge>
      ages;  // of list.grants, in their order; empty without GrantDetail::with_ages
};

Result<DatedGrants> grants_at(const Repository& repository, const ObjectId& revision,
                              const DiffOptions& options, GrantDetail detail);

}  // namespace foureyes
