// Runs a program of the machine with explicit words: no shell, nothing expanded. Only `demo` uses
// it, to make its repository and keys as a person would; the gate runs nothing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace foureyes {

struct Subprocess {
  std::vector<std::string> words;  // the program, looked up on PATH, and its arguments
  std::string directory;
  std::vector<std::pair<std::string, std::string>> variables;  // added to the environment
};

// Waits for it. An Error when it cannot be started or does not exit with 0; its output is dropped.
Result<void> run_subprocess(const Subprocess& subprocess);

}  // namespace foureyes
