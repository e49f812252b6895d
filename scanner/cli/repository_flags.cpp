#include "cli/repository_flags.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace foureyes {

void RepositoryFlags::declare(CLI::App& app) {
  app.add_option("--repo", path_, "The repository (default: the one around this directory)")
      ->type_name("DIR");
}

Result<Repository> RepositoryFlags::open() const { return Repository::open({path_, {}}); }

}  // namespace foureyes
