#include "secrets/known_lines.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/mman.h>

#include "base/check.h"
#include "base/line_ends.h"

namespace foureyes {
namespace {

constexpr unsigned kHashBits = 61;
constexpr std::size_t kAround = kNeighbourhoodLines / 2;
// To read the lines between two places that are this near costs less than to look for their ends.
constexpr std::size_t kNearPlace = 128;

std::size_t line_begin(std::string_view text, std::size_t at) {
  const void* end = ::memrchr(text.data(), '\n', at);
  return end == nullptr ? 0
                        : static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

// In large pages where there are some: slots are asked for all over the place.
KnownLines::Slots make_slots(std::size_t count) {
  constexpr std::size_t kLargePage = 2u << 20;
  const std::size_t bytes = count * sizeof(std::uint64_t);
  const std::size_t room = (bytes + kLargePage - 1) / kLargePage * kLargePage;
  auto* slots = static_cast<std::atomic<std::uint64_t>*>(std::aligned_alloc(kLargePage, room));
  CHECK(slots != nullptr, "32 MiB can be allocated");
  ::madvise(slots, room, MADV_HUGEPAGE);
  for (std::size_t i = 0; i < count; ++i) new (slots + i) std::atomic<std::uint64_t>(0);
  return {slots, std::free};
}

}  // namespace

KnownLines::KnownLines(std::size_t bytes, std::string_view secret)
    : hash_(secret),
      slot_bits_(static_cast<unsigned>(std::bit_width(bytes / sizeof(std::uint64_t))) - 1),
      slots_(make_slots(std::size_t{1} << slot_bits_)) {}

std::size_t KnownLines::slot_of(std::uint64_t neighbourhood) const {
  return neighbourhood >> (kHashBits - slot_bits_);
}

// An empty slot holds 0, which is the hash of some neighbourhood: that one is never known.
bool KnownLines::holds(std::uint64_t neighbourhood) const {
  return neighbourhood != 0 &&
         slots_[slot_of(neighbourhood)].load(std::memory_order_relaxed) == neighbourhood;
}

void KnownLines::expect(std::uint64_t neighbourhood) const {
  __builtin_prefetch(&slots_[slot_of(neighbourhood)]);
}

void KnownLines::add(std::uint64_t neighbourhood) {
  slots_[slot_of(neighbourhood)].store(neighbourhood, std::memory_order_relaxed);
}

const std::vector<ByteRange>& LineSieve::sift(std::string_view text,
                                              const std::vector<ByteRange>& places,
                                              std::uint64_t path_class) {
  unknown_.clear();
  ranges_.clear();
  asked_ = 0;
  asked_to_ = 0;
  for (std::size_t at = 0; at < places.size();) {
    ByteRange place = places[at];
    while (++at < places.size() && places[at].begin <= place.end + kNearPlace)
      place.end = std::max(place.end, places[at].end);
    sift_near(text, place, path_class);
  }
  return ranges_;
}

void LineSieve::sift_near(std::string_view text, ByteRange place, std::uint64_t path_class) {
  ByteRange lines{line_begin(text, place.begin),
                  line_end(text, std::max(place.end, place.begin + 1) - 1)};
  for (std::size_t i = 0; i < kAround && lines.begin > asked_to_; ++i)
    lines.begin = line_begin(text, lines.begin - 1);
  for (std::size_t i = 0; i < kAround && lines.end < text.size(); ++i)
    lines.end = line_end(text, lines.end);
  lines.begin = std::max(lines.begin, asked_to_);
  if (lines.begin >= lines.end) return;
  asked_ += lines.size();
  asked_to_ = lines.end;
  read_lines(text, lines);
  const LineHash& hash = known_.hash();
  const std::size_t count = hashes_.size() - 2 * kAround;
  neighbourhoods_.resize(count);
  for (std::size_t at = 0; at < count; ++at) {
    neighbourhoods_[at] = hash.of_neighbourhood(hashes_.data() + at, path_class);
    known_.expect(neighbourhoods_[at]);
  }
  for (std::size_t at = 0; at < count; ++at) {
    if (known_.holds(neighbourhoods_[at])) continue;
    const ByteRange line{begins_[at + kAround], begins_[at + kAround + 1]};
    unknown_.push_back({line, neighbourhoods_[at]});
    if (!ranges_.empty() && ranges_.back().end == line.begin)
      ranges_.back().end = line.end;
    else
      ranges_.push_back(line);
  }
}

// Sets begins_ and hashes_: of the lines and the three on either side; 0 where the text has none.
void LineSieve::read_lines(std::string_view text, ByteRange lines) {
  const LineHash& hash = known_.hash();
  std::size_t next = lines.begin;
  std::size_t around = 0;
  for (; around < kAround && next > 0; ++around) next = line_begin(text, next - 1);
  begins_.assign(kAround - around, next);
  hashes_.assign(kAround - around, 0);
  LineEnds ends(text, next);
  std::size_t after = 0;
  while (after < kAround && next < text.size()) {
    after += next >= lines.end ? 1 : 0;
    const std::size_t end = ends.next();
    begins_.push_back(next);
    hashes_.push_back(hash.of_line(text.substr(next, end - next)));
    next = end;
  }
  begins_.push_back(next);
  hashes_.resize(hashes_.size() + kAround - after, 0);
}

std::optional<std::uint64_t> LineSieve::name_of(std::size_t place) const {
  const auto line =
      std::partition_point(unknown_.begin(), unknown_.end(),
                           [&](const UnknownLine& unknown) { return unknown.line.end <= place; });
  if (line == unknown_.end() || place < line->line.begin) return std::nullopt;
  constexpr std::uint64_t kApart = 0x9e3779b97f4a7c15;  // far apart for small differences
  return line->neighbourhood + (place - line->line.begin) * kApart;
}

void LineSieve::learn(const std::vector<ByteRange>& open) {
  std::size_t next = 0;
  std::size_t reach = 0;  // of the ranges that begin before the line's end
  for (const UnknownLine& unknown : unknown_) {
    for (; next < open.size() && open[next].begin < unknown.line.end; ++next)
      reach = std::max(reach, open[next].end);
    if (reach <= unknown.line.begin) known_.add(unknown.neighbourhood);
  }
}

}  // namespace foureyes
