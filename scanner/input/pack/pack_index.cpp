#include "input/pack/pack_index.h"

#include <algorithm>

#include "input/pack/big_endian.h"

namespace foureyes {
namespace {

constexpr std::string_view kMagic{"\377tOc", 4};
constexpr std::size_t kFanoutBytes = 256 * 4;
constexpr std::size_t kTrailer = 2 * ObjectName::kSize;   // of the pack, of the index
constexpr std::size_t kFirstRow = 4 + ObjectName::kSize;  // version 1: offset, name
constexpr std::uint32_t kIsLarge = 0x8000'0000;
constexpr unsigned kNamesPerStart = 8;  // on two lines of the cache
constexpr unsigned kMostStartBits = 24;
constexpr int kGuesses = 6;  // one or two find a digest among so few

Error malformed(const char* what) {
  return {.what = what, .fix = "git index-pack makes it anew", .kind = ErrorKind::unavailable};
}

// Which of `count` names, when keys are spread evenly over `range` and this one stands at `part`.
std::uint32_t guess(std::uint32_t count, std::uint64_t part, std::uint64_t range) {
  const double share = static_cast<double>(part) / static_cast<double>(range);
  return std::min(count - 1, static_cast<std::uint32_t>(share * count));
}

}  // namespace

Result<PackIndex> PackIndex::read(std::string_view bytes) {
  PackIndex index;
  const bool has_magic = bytes.starts_with(kMagic);
  if (has_magic && (bytes.size() < 8 || big_endian_32(bytes, 4) != 2))
    return failure(malformed("the pack index has a version that is not known"));
  const std::size_t head = has_magic ? 8 : 0;
  if (bytes.size() < head + kFanoutBytes + kTrailer)
    return failure(malformed("the pack index is cut off"));
  const std::string_view fanout = bytes.substr(head, kFanoutBytes);
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    const std::uint32_t count = big_endian_32(fanout, 4 * i);
    if (count < before) return failure(malformed("the pack index counts its objects wrongly"));
    before = count;
  }
  index.size_ = before;
  std::string_view tables = bytes.substr(head + kFanoutBytes);
  index.pack_checksum_ = tables.substr(tables.size() - kTrailer, ObjectName::kSize);
  tables.remove_suffix(kTrailer);
  const std::size_t row = has_magic ? ObjectName::kSize + 4 + 4 : kFirstRow;
  if (tables.size() / row < index.size_) return failure(malformed("the pack index is cut off"));
  if (!has_magic) {
    index.names_ = tables;
    index.name_stride_ = kFirstRow;
    index.find_starts();
    return index;
  }
  const std::size_t count = index.size_;
  index.names_ = tables.substr(0, ObjectName::kSize * count);
  index.checksums_ = tables.substr(ObjectName::kSize * count, 4 * count);
  index.offsets_ = tables.substr((ObjectName::kSize + 4) * count, 4 * count);
  index.large_offsets_ = tables.substr(row * count);
  index.find_starts();
  return index;
}

PackIndex PackIndex::of_rows(std::string_view rows) {
  PackIndex index;
  index.names_ = rows;
  index.name_stride_ = kRow;
  index.size_ = static_cast<std::uint32_t>(rows.size() / kRow);
  index.find_starts();
  return index;
}

void PackIndex::find_starts() {
  while (start_bits_ < kMostStartBits && size_ >> start_bits_ > kNamesPerStart) ++start_bits_;
  starts_.reserve((std::size_t{1} << start_bits_) + 1);
  for (std::uint32_t position = 0; position < size_; ++position)
    // Names that are not in order go nowhere; they are not found.
    while (starts_.size() <= big_endian_64(name_at(position), 0) >> (64 - start_bits_))
      starts_.push_back(position);
  starts_.resize((std::size_t{1} << start_bits_) + 1, size_);
}

std::string_view PackIndex::name_at(std::uint32_t position) const {
  const std::size_t end = (position + std::size_t{1}) * name_stride_;
  return names_.substr(end - ObjectName::kSize, ObjectName::kSize);
}

ObjectName PackIndex::name(std::uint32_t position) const {
  return ObjectName::from_bytes(name_at(position).data());
}

std::optional<std::uint64_t> PackIndex::offset(std::uint32_t position) const {
  if (name_stride_ == kFirstRow) return big_endian_32(names_, position * kFirstRow);
  if (name_stride_ == kRow) return big_endian_64(names_, position * kRow);
  const std::uint32_t offset = big_endian_32(offsets_, std::size_t{4} * position);
  if ((offset & kIsLarge) == 0) return offset;
  const std::size_t at = std::size_t{8} * (offset & ~kIsLarge);
  if (at + 8 > large_offsets_.size()) return std::nullopt;
  return big_endian_64(large_offsets_, at);
}

std::optional<std::uint32_t> PackIndex::checksum(std::uint32_t position) const {
  if (checksums_.empty()) return std::nullopt;
  return big_endian_32(checksums_, std::size_t{4} * position);
}

// Names are digests: where one stands can be guessed from its first bytes. Where guesses do not
// help (somebody made the names), halving does.
std::optional<std::uint32_t> PackIndex::find(const ObjectName& name) const {
  const std::string_view wanted(reinterpret_cast<const char*>(name.bytes.data()),
                                ObjectName::kSize);
  const std::uint64_t key = big_endian_64(wanted, 0);
  const std::size_t start = key >> (64 - start_bits_);
  std::uint32_t low = starts_[start], high = starts_[start + 1];
  std::uint64_t low_key = start << (64 - start_bits_);
  std::uint64_t high_key = low_key | UINT64_MAX >> start_bits_;
  for (int guesses = kGuesses; low < high; --guesses) {
    std::uint32_t at = low + (high - low) / 2;
    if (guesses > 0 && low_key < high_key && low_key <= key && key <= high_key)
      at = low + guess(high - low, key - low_key, high_key - low_key);
    const std::string_view other = name_at(at);
    const int order = other.compare(wanted);
    if (order == 0) return at;
    if (order < 0) {
      low = at + 1;
      low_key = big_endian_64(other, 0);
    } else {
      high = at;
      high_key = big_endian_64(other, 0);
    }
  }
  return std::nullopt;
}

}  // namespace foureyes
