#include "secrets/views/container.h"

#include <array>

#include "secrets/views/plausible_text.h"

namespace foureyes {
namespace {

using namespace std::string_view_literals;

struct Magic {
  Container container;
  std::string_view bytes;
};

constexpr std::array kMagics{
    Magic{Container::gzip, "\x1f\x8b\x08"sv},
    Magic{Container::zip, "PK\x03\x04"sv},
    Magic{Container::zip, "PK\x05\x06"sv},
    Magic{Container::bzip2, "BZh"sv},
    Magic{Container::xz, "\xfd\x37\x7a\x58\x5a\x00"sv},
    Magic{Container::zstd, "\x28\xb5\x2f\xfd"sv},
};
constexpr std::size_t kTarMagic = 257;

constexpr std::string_view kNames[] = {"",      "gzip", "zlib", "zip",   "tar",
                                       "bzip2", "xz",   "zstd", "UTF-16"};

// RFC 1950: deflate with a window, and a check of the two bytes.
bool is_zlib(std::string_view bytes) {
  if (bytes.size() < 8) return false;
  const auto method = static_cast<unsigned char>(bytes[0]);
  const auto flags = static_cast<unsigned char>(bytes[1]);
  return method == 0x78 && (method << 8 | flags) % 31 == 0 && (flags & 0x20) == 0;
}

// "BZh9" and then the mark of a block or of the end.
bool is_bzip2(std::string_view bytes) {
  if (bytes.size() < 10) return false;
  return bytes.substr(4, 6) == "\x31\x41\x59\x26\x53\x59" ||
         bytes.substr(4, 6) == "\x17\x72\x45\x38\x50\x90";
}

}  // namespace

std::string_view name_of(Container container) {
  return kNames[static_cast<std::size_t>(container)];
}

Container container_of(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.empty() || bytes[0] != magic.bytes[0] || !bytes.starts_with(magic.bytes)) continue;
    if (magic.container == Container::bzip2 && !is_bzip2(bytes)) continue;
    return magic.container;
  }
  if (bytes.size() >= 512 && bytes.substr(kTarMagic, 5) == "ustar") return Container::tar;
  if (guess_utf16(bytes) || bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
    return Container::utf16;
  if (is_zlib(bytes) && !is_plausible_text(bytes)) return Container::zlib;
  return Container::none;
}

}  // namespace foureyes
