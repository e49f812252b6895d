#include "input/pack/pack_entry.h"

#include <libdeflate.h>

#include "base/check.h"

namespace foureyes {

std::optional<EntryHead> read_entry_head(std::string_view bytes) {
  EntryHead head;
  std::size_t at = 0;
  const auto take = [&](unsigned char& byte) {
    if (at == bytes.size()) return false;
    byte = static_cast<unsigned char>(bytes[at++]);
    return true;
  };
  unsigned char byte = 0;
  if (!take(byte)) return std::nullopt;
  head.type = static_cast<EntryType>(byte >> 4 & 7);
  head.size = byte & 0x0f;
  for (unsigned shift = 4; (byte & 0x80) != 0; shift += 7) {
    if (shift > 56 || !take(byte)) return std::nullopt;
    head.size |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
  }
  if (head.type == EntryType::none || static_cast<int>(head.type) == 5) return std::nullopt;
  if (head.type == EntryType::offset_delta) {
    // Seven bits a byte, the most significant first; each further byte also adds one.
    if (!take(byte)) return std::nullopt;
    head.back = byte & 0x7f;
    while ((byte & 0x80) != 0) {
      if (head.back > UINT64_MAX >> 8 || !take(byte)) return std::nullopt;
      head.back = (head.back + 1) << 7 | (byte & 0x7f);
    }
  } else if (head.type == EntryType::name_delta) {
    if (bytes.size() - at < ObjectName::kSize) return std::nullopt;
    head.base_name = ObjectName::from_bytes(bytes.data() + at);
    at += ObjectName::kSize;
  }
  head.length = static_cast<std::uint8_t>(at);
  return head;
}

std::uint32_t entry_checksum(std::string_view packed) {
  return libdeflate_crc32(0, packed.data(), packed.size());
}

void EntryInflater::Release::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

EntryInflater::EntryInflater() : decompressor_(libdeflate_alloc_decompressor()) {
  CHECK(decompressor_ != nullptr, "there is memory for a decompressor");
}

bool EntryInflater::inflate(std::string_view packed, char* target, std::size_t size) {
  std::size_t used = 0;
  return libdeflate_zlib_decompress_ex(decompressor_.get(), packed.data(), packed.size(), target,
                                       size, &used, nullptr) == LIBDEFLATE_SUCCESS;
}

}  // namespace foureyes
