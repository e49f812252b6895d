// layer: privilege
// The first byte chooses the file, the rest is its content: whatever the bytes, a delta, and none
// against itself; what widens one way narrows the other or is unknown.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/grants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  constexpr std::array<const char*, 3> kPaths = {"policy.json", "template.yml", "policy.tpl"};
  if (size == 0) return 0;
  const std::string content(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t half = content.size() / 2;
  const char* path = kPaths[data[0] % kPaths.size()];
  const auto before = tree_of_files({{path, content.substr(0, half)}});
  const auto after = tree_of_files({{path, content.substr(half)}});
  const auto whole = tree_of_files({{path, content}});
  const auto there = privilege_delta(*before, *after), back = privilege_delta(*after, *before);
  if (!there || !back || !read_grants(*whole)) std::abort();
  const bool gains = there->direction > Direction::narrowed;
  if (gains && back->direction == Direction::equivalent) std::abort();
  const auto same = privilege_delta(*whole, *whole);
  if (!same || !same->records.empty()) std::abort();
  return 0;
}
