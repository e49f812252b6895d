// A .pack file with its index: its entries in the order in which they stand, which is the order to
// read them in.
#pragma once

#include <cstdint>
#include <memory>
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
  // Of a pack without an index of its own: what a multi-pack index lists of it
  // (PackIndex::of_rows). Of an object that several packs have it lists one copy: entries of this
  // pack that others are built on and that it does not list are added, without a name.
  static Result<PackFile> open_listed(const std::string& pack_path, std::string rows);

  std::uint32_t size() const { return static_cast<std::uint32_t>(positions_.size()); }
  // Entries are numbered by offset; `entry` < size().
  std::uint64_t offset(std::uint32_t entry) const { return offsets_[entry]; }
  // Its bytes, head included.
  std::string_view packed(std::uint32_t entry) const {
    return file_.bytes().substr(offsets_[entry], offsets_[entry + 1] - offsets_[entry]);
  }
  // All zero: the entry has no name, and find() does not find it.
  ObjectName name(std::uint32_t entry) const { return index_.name(positions_[entry]); }
  // Of packed(entry), as the index knows it (CRC-32); version 1 knows none.
  std::optional<std::uint32_t> checksum(std::uint32_t entry) const {
    return index_.checksum(positions_[entry]);
  }
  std::optional<std::uint32_t> find(const ObjectName& name) const;
  // The entry that starts there, among those before `before`. Quick where it is near.
  std::optional<std::uint32_t> find_before(std::uint32_t before, std::uint64_t offset) const;

 private:
  explicit PackFile(MappedFile file) : file_(std::move(file)) {}
  Result<std::uint32_t> read_count() const;
  Result<void> check_belongs_together() const;
  Result<void> add_unlisted(std::string& rows) const;
  Result<void> read_offsets();

  MappedFile file_;
  // What index_ reads: one of them.
  std::optional<MappedFile> index_file_;
  std::unique_ptr<const std::string> rows_;
  PackIndex index_;
  std::vector<std::uint64_t> offsets_;    // ascending; one more than entries: the end
  std::vector<std::uint32_t> positions_;  // of the entries in the index
  std::vector<std::uint32_t> entries_;    // at the positions of the index
};

}  // namespace foureyes
