#include "input/git_runtime.h"

#include <git2.h>

#include "base/check.h"
#include "input/without_network.h"

namespace foureyes {

GitRuntime::GitRuntime() {
  link_without_network();
  CHECK(git_libgit2_init() > 0, "libgit2 starts");
  for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
                          GIT_CONFIG_LEVEL_PROGRAMDATA})
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
  // Extensions that change nothing for a reader. A partial clone lacks objects: reading one says
  // so.
  const char* extensions[] = {"partialclone", "preciousobjects", "worktreeconfig"};
  git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size(extensions));
}

GitRuntime::~GitRuntime() { git_libgit2_shutdown(); }

std::string git_message() {
  const git_error* error = git_error_last();
  return error && error->message ? error->message : "";
}

}  // namespace foureyes
