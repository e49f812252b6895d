// Numbers as git's files hold them: most significant byte first.
#pragma once

#include <cstdint>
#include <string_view>

namespace foureyes {

// `at + 4` (8) must be inside the bytes.
inline std::uint32_t big_endian_32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

inline std::uint64_t big_endian_64(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint64_t>(big_endian_32(bytes, at)) << 32 | big_endian_32(bytes, at + 4);
}

}  // namespace foureyes
