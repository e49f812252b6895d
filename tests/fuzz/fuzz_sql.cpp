// layer: privilege
// Two SQL files, split at the first NUL, as migrations and as files of their own, in each flavour.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/tree_view.h"
#include "privilege/delta.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = input.find('\0');
  const std::string first = input.substr(0, split),
                    second = split == input.npos ? "" : input.substr(split + 1);
  for (const std::string folder : {"db", "postgres", "snowflake", "mssql"}) {
    const auto base = tree_of_files({{folder + "/V1__a.sql", first}, {folder + "/x.sql", first}});
    const auto head = tree_of_files({{folder + "/V1__a.sql", first},
                                     {folder + "/V2__b.sql", second},
                                     {folder + "/x.sql", second}});
    if (!privilege_delta(*base, *head)) std::abort();
    const auto same = privilege_delta(*head, *head);
    if (!same || !same->records.empty()) std::abort();
  }
  return 0;
}
