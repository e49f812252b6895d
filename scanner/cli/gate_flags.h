// The flags that say which change is meant: shared by check and approve, so that both judge the
// same one.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "cli/command.h"
#include "cli/repository_flags.h"
#include "input/repository.h"

namespace CLI {
class App;
}

namespace foureyes {

struct NamedChange {
  ObjectId base;
  ObjectId head;
  std::string repository;          // as Change::repository
  std::string target_ref;          // "refs/heads/main", "" when nothing names it
  std::uint64_t pull_request = 0;  // its number, where CI names it
  std::string
      base_words;  // how base was found: "origin/main (the pull request's target, GITHUB_BASE_REF)"
};

class ChangeFlags {
 public:
  void declare(CLI::App& app);
  Result<Repository> open() const { return repository_.open(); }
  // Base defaults to the pull request's target that CI names, then to the tip of the default
  // branch.
  Result<NamedChange> resolve(const Repository& repository, const Environment& environment) const;

 private:
  std::string base_;
  std::string head_ = "HEAD";
  RepositoryFlags repository_;
};

}  // namespace foureyes
