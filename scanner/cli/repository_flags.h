// Which repository a command works on: the one around the current directory, or --repo.
#pragma once

#include <string>

#include "base/result.h"
#include "input/repository.h"

namespace CLI {
class App;
}

namespace foureyes {

class RepositoryFlags {
 public:
  void declare(CLI::App& app);
  Result<Repository> open() const;

 private:
  std::string path_ = ".";
};

}  // namespace foureyes
