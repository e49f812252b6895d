// Containers that are told by their first bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace foureyes {

enum class Container : std::uint8_t { none, gzip, zlib, zip, tar, bzip2, xz, zstd, utf16 };

// For people: "gzip".
std::string_view name_of(Container container);

// By the first bytes alone. `utf16` is text of zero-interleaved letters.
Container container_of(std::string_view bytes);

}  // namespace foureyes
