// One entry of a .pack file: its head, and its data inflated. Format: gitformat-pack(5),
// "pack-*.pack files have the following format".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "input/object_name.h"

struct libdeflate_decompressor;

namespace foureyes {

enum class EntryType : std::uint8_t {
  none = 0,
  commit = 1,
  tree = 2,
  blob = 3,
  tag = 4,
  offset_delta = 6,
  name_delta = 7,
};

struct EntryHead {
  EntryType type = EntryType::none;
  std::uint8_t length = 0;    // of the head: the data starts behind it
  std::uint64_t size = 0;     // of the data when inflated; of a delta, not of its target
  std::uint64_t back = 0;     // offset_delta: the base starts so many bytes before the entry
  ObjectName base_name = {};  // name_delta
};

// Deflate (RFC 1951) expands no byte to more: two bits stand for 258 bytes at most.
inline constexpr std::uint64_t kMostExpansion = 1032;

// `bytes` starts at the entry. nullopt: no entry.
std::optional<EntryHead> read_entry_head(std::string_view bytes);

// CRC-32 of an entry, head included, as an index notes it.
std::uint32_t entry_checksum(std::string_view packed);

// Inflates whole buffers (RFC 1950), one a thread.
class EntryInflater {
 public:
  EntryInflater();
  // The stream starts at the start of `packed` and inflates to exactly `size` bytes, its checksum
  // included; what is behind it is not looked at. `target` has room for `size`.
  bool inflate(std::string_view packed, char* target, std::size_t size);

 private:
  struct Release {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  std::unique_ptr<libdeflate_decompressor, Release> decompressor_;
};

}  // namespace foureyes
