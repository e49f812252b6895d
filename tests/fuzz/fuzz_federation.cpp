// layer: privilege
// A workflow and a trust policy, whatever their bytes: a delta, and none against itself.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/grants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string content(reinterpret_cast<const char*>(data), size);
  const std::size_t half = content.size() / 2;
  const std::string workflow = "permissions: {id-token: write}\n" + content.substr(0, half);
  const std::string trust = content.substr(half);
  const auto whole = tree_of_files({{".github/workflows/a.yml", workflow}, {"trust.json", trust}});
  const auto alone = tree_of_files({{".github/workflows/a.yml", workflow}});
  const auto there = privilege_delta(*alone, *whole), same = privilege_delta(*whole, *whole);
  if (!there || !same || !same->records.empty() || !read_grants(*whole)) std::abort();
  return 0;
}
