// A pack's .idx file, versions 1 and 2: which objects the pack holds and where. Format:
// gitformat-pack(5), "pack-*.idx files have the following format".
//
// Nothing in the file is believed: tables that do not fit it are an error when it is opened, and an
// offset may be any number (who uses it compares it with the pack).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "input/object_name.h"

namespace foureyes {

class PackIndex {
 public:
  // Keeps a view of the bytes. Errors name no file.
  static Result<PackIndex> read(std::string_view bytes);
  // An index that is no file: rows of an offset (8 bytes, the most significant first) and a name,
  // ascending by name. Keeps a view of them.
  static PackIndex of_rows(std::string_view rows);
  static constexpr std::size_t kRow = 8 + ObjectName::kSize;

  std::uint32_t size() const { return size_; }
  // By position in the order of names. `position` < size().
  ObjectName name(std::uint32_t position) const;
  // In the pack; nullopt where the table of large offsets is too short.
  std::optional<std::uint64_t> offset(std::uint32_t position) const;
  // CRC-32 of the entry in the pack; version 1 and rows have none.
  std::optional<std::uint32_t> checksum(std::uint32_t position) const;
  // The position of a name.
  std::optional<std::uint32_t> find(const ObjectName& name) const;
  // What the index says the pack's own trailer is (20 bytes); "" where it says nothing.
  std::string_view pack_checksum() const { return pack_checksum_; }

 private:
  std::string_view name_at(std::uint32_t position) const;
  void find_starts();

  std::string_view names_;      // rows of `name_stride_` bytes, the name at their end
  std::string_view checksums_;  // version 2
  std::string_view offsets_;    // version 2
  std::string_view large_offsets_;
  std::string_view pack_checksum_;
  std::size_t name_stride_ = ObjectName::kSize;
  std::uint32_t size_ = 0;
  // Where the names start that have these first bits: as the file's own table does for eight bits,
  // but so many that few names share them. A look-up is a million times a wait for memory.
  std::vector<std::uint32_t> starts_;
  unsigned start_bits_ = 1;
};

}  // namespace foureyes
