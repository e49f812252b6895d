// A keyed hash of lines and of what stands around them.
//
// A line is hashed in blocks of 128 bytes by NH (Black et al., "UMAC", 1999), its blocks by a
// polynomial modulo 2^61 - 1, a neighbourhood by a linear form over its lines (Carter and Wegman,
// 1979). So two different texts of at most n bytes have one hash with probability (n / 42 + 4) /
// 2^61 at most, whatever their author chose, as long as the secret is not known to them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "secrets/lines.h"

namespace foureyes {

// Of a decision, with its own line in the middle.
inline constexpr std::size_t kNeighbourhoodLines = 2 * kNearLines + 1;

class LineHash {
 public:
  explicit LineHash(std::string_view secret);

  // Below 2^61 - 1, as the next one.
  std::uint64_t of_line(std::string_view line) const;
  // `lines`: hashes of kNeighbourhoodLines, 0 where there is none. `context`: below 2^32.
  std::uint64_t of_neighbourhood(const std::uint64_t* lines, std::uint64_t context) const;

 private:
  static constexpr std::size_t kBlockPairs = 8;  // of words of 8 bytes
  std::array<std::uint64_t, 2 * kBlockPairs> block_keys_;
  std::array<std::uint64_t, 3> powers_;  // of the polynomial's point, from the first
  std::array<std::uint64_t, kNeighbourhoodLines + 1> factors_;
};

}  // namespace foureyes
