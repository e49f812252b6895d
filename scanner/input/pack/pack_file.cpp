#include "input/pack/pack_file.h"

#include <algorithm>
#include <unordered_set>

#include "input/pack/big_endian.h"
#include "input/pack/offset_sort.h"
#include "input/pack/pack_entry.h"

namespace foureyes {
namespace {

constexpr std::string_view kMagic = "PACK";
constexpr std::size_t kHead = 12;
constexpr std::size_t kLeastEntry = 9;  // a byte of head, an empty stream

Error bad_pack(const char* what) { return {.what = what, .kind = ErrorKind::unavailable}; }

}  // namespace

Result<PackFile> PackFile::open(const std::string& index_path) {
  TRY_ASSIGN(MappedFile index_file, MappedFile::open(index_path));
  TRY_ASSIGN(PackIndex index, PackIndex::read(index_file.bytes()));
  TRY_ASSIGN(MappedFile file,
             MappedFile::open(index_path.substr(0, index_path.size() - 3) + "pack"));
  PackFile pack(std::move(file));
  pack.index_file_ = std::move(index_file);
  pack.index_ = std::move(index);
  TRY(pack.check_belongs_together());
  TRY(pack.read_offsets());
  return pack;
}

Result<PackFile> PackFile::open_listed(const std::string& pack_path, std::string rows) {
  TRY_ASSIGN(MappedFile file, MappedFile::open(pack_path));
  PackFile pack(std::move(file));
  TRY(pack.add_unlisted(rows));
  pack.rows_ = std::make_unique<const std::string>(std::move(rows));
  pack.index_ = PackIndex::of_rows(*pack.rows_);
  TRY(pack.read_offsets());
  return pack;
}

// How many entries the pack says that it has.
Result<std::uint32_t> PackFile::read_count() const {
  const std::string_view bytes = file_.bytes();
  if (bytes.size() < kHead + ObjectName::kSize || !bytes.starts_with(kMagic))
    return failure(bad_pack("this is no pack"));
  const std::uint32_t version = big_endian_32(bytes, 4);
  if (version != 2 && version != 3)
    return failure(bad_pack("the pack has a version that is not known"));
  return big_endian_32(bytes, 8);
}

Result<void> PackFile::check_belongs_together() const {
  TRY_ASSIGN(const std::uint32_t count, read_count());
  const std::string_view bytes = file_.bytes();
  if (count != index_.size() ||
      bytes.substr(bytes.size() - ObjectName::kSize) != index_.pack_checksum())
    return failure(bad_pack("the pack and its index do not belong together"));
  return {};
}

Result<void> PackFile::add_unlisted(std::string& rows) const {
  TRY_ASSIGN(const std::size_t count, read_count());
  const std::string_view bytes = file_.bytes();
  const std::size_t end = bytes.size() - ObjectName::kSize;
  std::vector<std::uint64_t> offsets;
  for (std::size_t row = 0; row < rows.size(); row += PackIndex::kRow)
    offsets.push_back(big_endian_64(rows, row));
  std::unordered_set<std::uint64_t> known(offsets.begin(), offsets.end());
  std::string unlisted;
  for (std::size_t at = 0; at < offsets.size(); ++at) {
    const std::uint64_t offset = offsets[at];
    if (offset < kHead || offset >= end)
      return failure(bad_pack("the multi-pack index points outside the pack"));
    const auto head = read_entry_head(bytes.substr(offset, end - offset));
    if (!head || head->type != EntryType::offset_delta) continue;
    if (head->back > offset - kHead || !known.insert(offset - head->back).second) continue;
    offsets.push_back(offset - head->back);
    for (unsigned shift = 64; shift > 0; shift -= 8)
      unlisted.push_back(static_cast<char>(offsets.back() >> (shift - 8)));
    unlisted.append(ObjectName::kSize, '\0');
    if (offsets.size() > std::min(count, bytes.size() / kLeastEntry)) break;
  }
  if (offsets.size() > std::min(count, bytes.size() / kLeastEntry))
    return failure(bad_pack("the pack has fewer objects than the multi-pack index lists"));
  rows.insert(0, unlisted);  // no name comes before them
  return {};
}

Result<void> PackFile::read_offsets() {
  const std::uint64_t end = file_.bytes().size() - ObjectName::kSize;
  std::vector<PackPlace> places(index_.size());
  for (std::uint32_t position = 0; position < index_.size(); ++position) {
    const auto offset = index_.offset(position);
    if (!offset || *offset < kHead || *offset >= end)
      return failure(bad_pack("its index points outside the pack"));
    places[position] = {*offset, position};
  }
  sort_by_offset(places, end);
  offsets_.reserve(places.size() + 1);
  positions_.reserve(places.size());
  entries_.resize(places.size());
  for (const PackPlace& place : places) {
    entries_[place.position] = size();
    offsets_.push_back(place.offset);
    positions_.push_back(place.position);
  }
  offsets_.push_back(end);
  return {};
}

std::optional<std::uint32_t> PackFile::find(const ObjectName& name) const {
  if (name == ObjectName{}) return std::nullopt;
  const auto position = index_.find(name);
  if (!position) return std::nullopt;
  return entries_[*position];
}

std::optional<std::uint32_t> PackFile::find_before(std::uint32_t before,
                                                   std::uint64_t offset) const {
  std::uint32_t step = 1;
  while (step < before && offsets_[before - step] > offset) step *= 2;
  const auto first = offsets_.begin() + (step < before ? before - step : 0);
  const auto last = offsets_.begin() + before;
  const auto at = std::lower_bound(first, last, offset);
  if (at == last || *at != offset) return std::nullopt;
  return static_cast<std::uint32_t>(at - offsets_.begin());
}

}  // namespace foureyes
