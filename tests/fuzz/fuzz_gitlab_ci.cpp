// layer: privilege
// A pipeline and a file that it may include, split at the first NUL: whatever the bytes, a delta,
// and none against itself.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/dialects/gitlab_ci/expression.h"
#include "privilege/grants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = input.find('\0');
  gitlab_ci::read_expression(input);
  const auto empty = tree_of_files({});
  const auto tree = tree_of_files({{".gitlab-ci.yml", input.substr(0, split)},
                                   {"a.yml", split == input.npos ? "" : input.substr(split + 1)}});
  if (!privilege_delta(*empty, *tree) || !privilege_delta(*tree, *empty)) std::abort();
  if (!read_grants(*tree)) std::abort();
  const auto same = privilege_delta(*tree, *tree);
  if (!same || !same->records.empty()) std::abort();
  return 0;
}
