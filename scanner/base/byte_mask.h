// Which of 64 bytes are wanted, as bits: how a text is gone through 64 bytes at a time.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace foureyes {

// Bytes that one bit each stands for.
inline constexpr std::size_t kMaskedBytes = 64;

// Of the first 64 bytes of a text. `mask_of_16(const char*)` gives a bit for each of 16 bytes; what
// is not there is a zero byte to it.
template <class MaskOf16>
std::uint64_t mask_of_64(std::string_view bytes, const MaskOf16& mask_of_16) {
  std::array<char, kMaskedBytes> padded;
  if (bytes.size() < padded.size()) {
    padded.fill('\0');
    std::memcpy(padded.data(), bytes.data(), bytes.size());
    bytes = {padded.data(), padded.size()};
  }
  std::uint64_t mask = 0;
  for (std::size_t part = 0; part < 4; ++part)
    mask |= std::uint64_t{mask_of_16(bytes.data() + 16 * part)} << 16 * part;
  return mask;
}

}  // namespace foureyes
