// What a match of the prefilter says: which rules may match, and where.
#pragma once

#include <cstdint>
#include <vector>

namespace foureyes {

struct HintSource {
  std::vector<std::uint32_t> rules;  // indices
  // 0: a match of each of the rules holds this place. Otherwise the length of the word that was
  // seen, near which the rules look.
  std::uint32_t near_word = 0;
};

}  // namespace foureyes
