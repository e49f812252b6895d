// What a value is made of, in one pass.
#pragma once

#include <cstdint>
#include <string_view>

namespace foureyes {

struct ValueShape {
  std::uint32_t length = 0;
  std::uint32_t uppers = 0;
  std::uint32_t lowers = 0;
  std::uint32_t digits = 0;
  std::uint32_t symbols = 0;   // everything else
  std::uint32_t distinct = 0;  // different bytes
  std::uint32_t longest_letters = 0;
  std::uint32_t class_changes = 0;  // between upper, lower, digit, symbol
  double entropy = 0;               // Shannon, bits a byte
};

ValueShape shape_of(std::string_view value);

// One unit of 1 to 4 bytes over and over, or at most two different bytes.
bool is_repeated(std::string_view value);

// How much of it lies in runs of at least three neighbours: abc, 987, qwerty.
std::size_t bytes_in_runs(std::string_view value);

// Such runs cover nearly all of it.
bool is_sequential(std::string_view value);

}  // namespace foureyes
