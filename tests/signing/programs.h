// The programs that must accept what foureyes signs, run for real in a temporary directory.
#pragma once

#include <cstdlib>
#include <string>

#include "base/file.h"
#include "support/catch.h"

namespace foureyes {

// Where the vectors lie, "" when they are not there.
inline std::string vectors_directory() {
  const char* shared = std::getenv("FOUREYES_SHARED");
  const std::string root =
      shared != nullptr ? shared : std::string(FOUREYES_SOURCE_DIR) + "/../shared";
  return is_directory(root + "/vectors") ? root + "/vectors" : "";
}

// A directory and the commands that run in it.
class Workbench {
 public:
  Workbench() : directory_(TemporaryDirectory::create("signing-test").value()) {}
  std::string path(const std::string& name) const { return directory_.path() + "/" + name; }
  std::string write(const std::string& name, const std::string& content) const {
    REQUIRE(write_file(path(name), content, FileAccess::owner_only).has_value());
    return path(name);
  }
  std::string read(const std::string& name) const { return read_file(path(name)).value(); }
  // The exit code; what the command printed is in the file "output".
  int run(const std::string& command) const {
    const std::string line =
        "cd '" + directory_.path() + "' && { " + command + " ; } > output 2>&1 < /dev/null";
    return std::system(line.c_str());
  }

 private:
  TemporaryDirectory directory_;
};

inline bool program_exists(const std::string& name) {
  return std::system(("command -v '" + name + "' > /dev/null 2>&1").c_str()) == 0;
}

}  // namespace foureyes
