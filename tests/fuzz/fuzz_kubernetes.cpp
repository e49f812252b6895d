// layer: privilege
// Two manifests, split at the first NUL, against each other and against nothing: whatever the
// bytes, a delta, and none against itself.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/grants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = input.find('\0');
  const std::string first = input.substr(0, split),
                    second = split == input.npos ? "" : input.substr(split + 1);
  const auto empty = tree_of_files({});
  const auto base = tree_of_files({{"k/a.yaml", first}, {"chart/Chart.yaml", "name: c"}});
  const auto head = tree_of_files({{"k/a.yaml", second},
                                   {"k/b.json", first},
                                   {"chart/Chart.yaml", "name: c"},
                                   {"chart/templates/t.yaml", second}});
  if (!privilege_delta(*base, *head) || !privilege_delta(*empty, *head)) std::abort();
  if (!read_grants(*head)) std::abort();
  const auto same = privilege_delta(*head, *head);
  if (!same || !same->records.empty()) std::abort();
  return 0;
}
