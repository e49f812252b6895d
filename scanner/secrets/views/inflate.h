// zlib streams (RFC 1950), which libarchive does not read by themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace foureyes {

enum class InflateEnd : std::uint8_t { whole, limit, corrupt };

struct Inflated {
  std::string bytes;  // at most the limit
  InflateEnd end = InflateEnd::whole;
};

Inflated inflate_zlib(std::string_view bytes, std::size_t limit);

}  // namespace foureyes
