// layer: secrets
// Any bytes as any archive: what it unpacks to stays within the budget, and names stay labels.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "secrets/views/archive.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_name(std::string_view name) {
  if (name.empty()) return;
  for (const std::string_view part : foureyes::split(name, '/'))
    require(!part.empty() && part != "." && part != "..");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  using foureyes::Container;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr Container kContainers[] = {Container::gzip, Container::zlib,  Container::zip,
                                       Container::tar,  Container::bzip2, Container::xz,
                                       Container::zstd};
  const Container told = foureyes::container_of(bytes);
  const Container container = foureyes::is_archive(told) ? told : kContainers[data[0] % 7];
  foureyes::ArchiveBudget budget(bytes.size());
  budget.bytes = std::min<std::size_t>(budget.bytes, 256u << 10);
  const std::size_t most = budget.bytes;
  std::size_t unpacked = 0;
  foureyes::read_archive(bytes, container, budget, [&](const foureyes::ArchiveEntry& entry) {
    check_name(entry.name);
    unpacked += entry.bytes.size();
  });
  require(unpacked <= most && budget.bytes <= most);
  return 0;
}
