// manifest.json: digest and size of each member that the statement covers through it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "evidence/pack.h"

namespace foureyes {

struct ManifestEntry {
  std::string sha256;  // lower-case hex
  std::uint64_t size = 0;
  bool operator==(const ManifestEntry&) const = default;
};
using Manifest = std::map<std::string, ManifestEntry, std::less<>>;  // member name -> entry

// Of the members for which is_in_manifest holds.
Manifest manifest_of(const Pack& pack);
std::string manifest_text(const Manifest& manifest);
// Takes only what manifest_text writes.
Result<Manifest> read_manifest(std::string_view text, std::string_view name);

}  // namespace foureyes
