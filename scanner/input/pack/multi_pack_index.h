// A multi-pack index: one list of the objects of many packs. Beside it the packs mostly keep their
// own indexes, which say more (a checksum of each entry); it is read for packs that have none.
// Format: gitformat-pack(5), "multi-pack-index (MIDX) files have the following format".
//
// Nothing in the file is believed: chunks that do not fit it or each other are an error when it is
// opened. Offsets are compared with the pack by who uses them (pack_file.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace foureyes {

class MultiPackIndex {
 public:
  // Keeps a view of the bytes. Errors name no file.
  static Result<MultiPackIndex> read(std::string_view bytes);

  // File names in the order of the index, ascending: "pack-<digest>.idx".
  const std::vector<std::string_view>& packs() const { return packs_; }
  std::uint32_t size() const { return size_; }  // objects
  // By position in packs(): the objects that each has, as PackIndex::of_rows takes them. Of an
  // object that several packs have, the index knows one. `is_wanted` has as many as packs(); others
  // stay empty. An error: the bytes are not those that were written (their checksum), objects
  // are not in order, or one is in a pack or at an offset that the index does not have.
  Result<std::vector<std::string>> rows(const std::vector<bool>& is_wanted) const;

 private:
  Result<void> read_packs(std::string_view names, std::uint32_t count);
  Result<void> read_size(std::string_view fanout);

  std::string_view bytes_;
  std::vector<std::string_view> packs_;
  std::uint32_t size_ = 0;
  std::string_view names_;
  std::string_view places_;
  std::string_view large_offsets_;
};

}  // namespace foureyes
