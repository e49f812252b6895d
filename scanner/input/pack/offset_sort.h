// Sorts the entries of a pack by where they stand: by digits, a few passes for a million of them.
#pragma once

#include <cstdint>
#include <vector>

namespace foureyes {

struct PackPlace {
  std::uint64_t offset = 0;
  std::uint32_t position = 0;  // in the index
};

// Stable. All offsets are below `end`.
void sort_by_offset(std::vector<PackPlace>& places, std::uint64_t end);

}  // namespace foureyes
