// layer: privilege
// Two CODEOWNERS files, split at the first NUL, over a few paths.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/dialects/codeowners/owner_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = input.find('\0');
  const std::string first = input.substr(0, split),
                    second = split == input.npos ? "" : input.substr(split + 1);
  for (const OwnerRule& rule : parse_codeowners(first))
    if (const std::string path = example_path(rule.pattern); !path.empty())
      owner_pattern_matches(rule.pattern, path);
  for (const OwnerRule& rule : parse_gitlab_codeowners(first).rules)
    if (const std::string path = example_path(rule.pattern, OwnersPlatform::gitlab); !path.empty())
      owner_pattern_matches(rule.pattern, path, OwnersPlatform::gitlab);
  const auto base = tree_of_files({{"CODEOWNERS", first}, {"a/b.c", "1"}, {"docs/x.md", "2"}});
  const auto head = tree_of_files(
      {{".gitlab-ci.yml", ""}, {"CODEOWNERS", second}, {"a/b.c", "1"}, {"z/x.md", "2"}});
  if (!privilege_delta(*base, *head)) std::abort();
  const auto same = privilege_delta(*base, *base);
  if (!same || !same->records.empty()) std::abort();
  return 0;
}
