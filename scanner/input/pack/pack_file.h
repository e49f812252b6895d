// A .pack file with its index: its entries in the order in which they stand, which is the order to
// read them in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "input/object_name.h"
#include "input/pack/mapped_file.h"
#include "input/pack/pack_index.h"

namespace foureyes {

class PackFile {
 public:
  // Errors: no such files, they do not belong together, the index points outside the pack. Whether
  // an entry is whole is known when it is read.
  static Result<PackFile> open(const std::string& index_path);

  std::uint32_t size() const { return static_cast<std::uint32_t>(positions_.size()); }
  // Entries are numbered by offset; `entry` < size().
  std::uint64_t offset(std::uint32_t entry) const { return offsets_[entry]; }
  // Its bytes, head included.
  std::string_view packed(std::uint32_t entry) const {
    return file_.bytes().substr(offsets_[entry], offsets_[entry + 1] - offsets_[entry]);
  }
  ObjectName name(std::uint32_t entry) const { return index_.name(positions_[entry]); }
  // Of packed(entry), as the index knows it (CRC-32); version 1 knows none.
  std::optional<std::uint32_t> checksum(std::uint32_t entry) const {
    return index_.checksum(positions_[entry]);
  }
  std::optional<std::uint32_t> find(const ObjectName& name) const;
  // The entry that starts there, among those before `before`. Quick where it is near.
  std::optional<std::uint32_t> find_before(std::uint32_t before, std::uint64_t offset) const;

 private:
  PackFile(MappedFile index_file, MappedFile file, PackIndex index)
      : index_file_(std::move(index_file)), file_(std::move(file)), index_(std::move(index)) {}
  Result<void> check_belongs_together() const;
  Result<void> read_offsets();

  MappedFile index_file_;
  MappedFile file_;
  PackIndex index_;
  std::vector<std::uint64_t> offsets_;    // ascending; one more than entries: the end
  std::vector<std::uint32_t> positions_;  // of the entries in the index
  std::vector<std::uint32_t> entries_;    // at the positions of the index
};

}  // namespace foureyes
