#include "input/pack/multi_pack_index.h"

#include <array>
#include <optional>

#include "base/bytes.h"
#include "base/digest.h"
#include "input/object_name.h"
#include "input/pack/big_endian.h"

namespace foureyes {
namespace {

constexpr std::string_view kMagic = "MIDX";
constexpr std::size_t kHead = 12;
constexpr std::size_t kChunkRow = 4 + 8;  // its name, where it starts
constexpr std::size_t kFanoutBytes = 256 * 4;
constexpr std::size_t kPlace = 4 + 4;  // the pack, the offset
constexpr std::uint32_t kIsLarge = 0x8000'0000;

Error malformed(const char* what) {
  return {.what = what,
          .fix = "git multi-pack-index write makes it anew",
          .kind = ErrorKind::unavailable};
}

Result<void> check_head(std::string_view bytes) {
  if (bytes.size() < kHead + kChunkRow + ObjectName::kSize || !bytes.starts_with(kMagic))
    return failure(malformed("this is no multi-pack index"));
  if (bytes[4] != 1) return failure(malformed("it has a version that is not known"));
  if (bytes[5] == 2)
    return failure(malformed("it names its objects by SHA-256; foureyes reads SHA-1 ones"));
  if (bytes[5] != 1) return failure(malformed("it names its objects by a digest not known"));
  if (bytes[7] != 0) return failure(malformed("it builds on others, which are not read"));
  return {};
}

// The chunks that are known, in this order.
enum Chunk : std::size_t { kPacks, kFanout, kNames, kPlaces, kLargeOffsets, kChunks };
constexpr std::array<std::string_view, kChunks> kChunkNames = {"PNAM", "OIDF", "OIDL", "OOFF",
                                                               "LOFF"};
using Chunks = std::array<std::optional<std::string_view>, kChunks>;

// They stand one after the other, in the order of their table; its last row has no name and says
// where they end.
Result<Chunks> read_chunks(std::string_view bytes) {
  const std::size_t count = static_cast<unsigned char>(bytes[6]);
  const std::size_t end = bytes.size() - ObjectName::kSize;
  const std::size_t first = kHead + (count + 1) * kChunkRow;
  if (first > end) return failure(malformed("it is cut off"));
  Chunks chunks;
  std::uint64_t before = first;
  for (std::size_t row = 0; row < count; ++row) {
    const std::size_t at = kHead + row * kChunkRow;
    const std::uint64_t start = big_endian_64(bytes, at + 4);
    const std::uint64_t next = big_endian_64(bytes, at + kChunkRow + 4);
    if (start < before || next < start || next > end)
      return failure(malformed("its chunks overlap, or stand outside"));
    before = start;
    for (std::size_t known = 0; known < kChunks; ++known) {
      if (bytes.substr(at, 4) != kChunkNames[known]) continue;
      if (chunks[known]) return failure(malformed("it has a chunk twice"));
      chunks[known] = bytes.substr(start, next - start);
    }
  }
  if (big_endian_32(bytes, first - kChunkRow) != 0)
    return failure(malformed("the table of its chunks does not end"));
  for (const Chunk needed : {kPacks, kFanout, kNames, kPlaces})
    if (!chunks[needed]) return failure(malformed("it lacks a chunk"));
  return chunks;
}

}  // namespace

Result<MultiPackIndex> MultiPackIndex::read(std::string_view bytes) {
  TRY(check_head(bytes));
  TRY_ASSIGN(const Chunks chunks, read_chunks(bytes));
  MultiPackIndex index;
  index.bytes_ = bytes;
  TRY(index.read_packs(*chunks[kPacks], big_endian_32(bytes, 8)));
  TRY(index.read_size(*chunks[kFanout]));
  index.names_ = *chunks[kNames];
  index.places_ = *chunks[kPlaces];
  index.large_offsets_ = chunks[kLargeOffsets].value_or(std::string_view());
  const std::size_t size = index.size_;
  if (index.names_.size() != size * ObjectName::kSize || index.places_.size() != size * kPlace)
    return failure(malformed("its tables do not have the size that they should"));
  return index;
}

Result<void> MultiPackIndex::read_packs(std::string_view names, std::uint32_t count) {
  for (std::uint32_t pack = 0; pack < count; ++pack) {
    const std::size_t end = names.find('\0');
    if (end == std::string_view::npos) return failure(malformed("a name of a pack is cut off"));
    const std::string_view name = names.substr(0, end);
    if (name.size() <= 4 || !name.ends_with(".idx") || name.find('/') != std::string_view::npos)
      return failure(malformed("it names a pack that can be none of this directory"));
    if (!packs_.empty() && name <= packs_.back())
      return failure(malformed("its packs are not in order"));
    packs_.push_back(name);
    names.remove_prefix(end + 1);
  }
  return {};
}

Result<void> MultiPackIndex::read_size(std::string_view fanout) {
  if (fanout.size() != kFanoutBytes)
    return failure(malformed("its tables do not have the size that they should"));
  for (std::size_t at = 0; at < kFanoutBytes; at += 4) {
    const std::uint32_t count = big_endian_32(fanout, at);
    if (count < size_) return failure(malformed("it counts its objects wrongly"));
    size_ = count;
  }
  return {};
}

Result<std::vector<std::string>> MultiPackIndex::rows(const std::vector<bool>& is_wanted) const {
  const std::size_t end = bytes_.size() - ObjectName::kSize;
  if (sha1_hex(bytes_.substr(0, end)) != hex_encode(bytes_.substr(end)))
    return failure(malformed("its checksum is not that of its bytes"));
  std::vector<std::string> rows(packs_.size());
  std::string_view before;
  for (std::size_t position = 0; position < size_; ++position) {
    const std::string_view name = names_.substr(position * ObjectName::kSize, ObjectName::kSize);
    if (position > 0 && name <= before) return failure(malformed("its objects are not in order"));
    before = name;
    const std::uint32_t pack = big_endian_32(places_, position * kPlace);
    if (pack >= packs_.size()) return failure(malformed("an object is in a pack that it lacks"));
    if (!is_wanted[pack]) continue;
    std::string_view offset = places_.substr(position * kPlace + 4, 4);
    const std::uint32_t value = big_endian_32(offset, 0);
    // Without large offsets the highest bit is one of the number.
    const bool is_large = !large_offsets_.empty() && (value & kIsLarge) != 0;
    if (is_large) {
      const std::size_t at = std::size_t{8} * (value & ~kIsLarge);
      if (at + 8 > large_offsets_.size())
        return failure(malformed("an object is at a large offset that it lacks"));
      offset = large_offsets_.substr(at, 8);
    }
    rows[pack].append(8 - offset.size(), '\0').append(offset);
    rows[pack].append(name);
  }
  return rows;
}

}  // namespace foureyes
