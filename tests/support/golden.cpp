#include "support/golden.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace foureyes::test {

bool matches_golden(std::string_view name, std::string_view actual) {
  const auto path = std::filesystem::path(FOUREYES_SOURCE_DIR) / "tests/golden" / name;
  if (std::getenv("FOUREYES_ACCEPT") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return true;
  }
  std::ostringstream expected;
  expected << std::ifstream(path, std::ios::binary).rdbuf();
  if (expected.str() == actual) return true;
  std::cerr << "differs from " << path.string() << "; FOUREYES_ACCEPT=1 writes it anew\n";
  return false;
}

}  // namespace foureyes::test
