// Git hooks of a repository: where git looks for them, and how ours gets there without taking the
// place of another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "input/repository.h"

namespace foureyes {

enum class GitHook { pre_commit, pre_push };

std::string_view name_of(GitHook hook);      // "pre-commit"
std::string_view hook_script(GitHook hook);  // integrations/git-hooks/<name>

// Where git, unlike foureyes, also reads core.hooksPath. The command line knows these places.
struct UserConfiguration {
  std::string home;                // for "~/"; may be empty
  std::vector<std::string> files;  // git configuration files, the strongest last
};

// Absolute. Linked work trees share the hooks of the main one, unless core.hooksPath says
// otherwise.
Result<std::string> hooks_directory(const Repository& repository, const UserConfiguration& user);

enum class HookOutcome {
  installed,
  chained,  // another hook was there: it moved to <name>.chained and runs first
  updated,  // an older one of ours was there
  present,  // nothing to do
};

struct HookInstallation {
  std::string path;
  HookOutcome outcome = HookOutcome::installed;
  std::string words;  // what was done, in one sentence
};

// Refuses (an error that says what to do) where the hook cannot be chained: a symbolic link, an
// earlier .chained beside a foreign hook, or a hooks directory outside this repository, which
// others share.
Result<HookInstallation> install_hook(const Repository& repository, GitHook hook,
                                      const UserConfiguration& user);

}  // namespace foureyes
