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
// To read the lines between two places that are this near costs less than to look for their ends.
constexpr std::size_t kNearPlace = 512;

std::size_t line_begin(std::string_view text, std::size_t at) {
  const void* end = ::memrchr(text.data(), '\n', at);
  return end == nullptr ? 0
                        : static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + 1;
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

const std::vector<ByteRange>* LineSieve::sift(std::string_view text,
                                              const std::vector<ByteRange>& places,
                                              std::uint64_t path_class) {
  unknown_.clear();
  ranges_.clear();
  asked_ = 0;
  asked_to_ = 0;
  if (text.empty()) return &ranges_;
  for (auto first = places.begin(); first != places.end();) {
    std::size_t end = first->end;
    auto last = first + 1;
    for (; last != places.end() && last->begin <= end + kNearPlace; ++last)
      end = std::max(end, last->end);
    if (!read_lines(text, {first->begin, end})) return nullptr;
    std::size_t line = 0;
    std::size_t asked = 0;  // lines
    for (; first != last; ++first) {
      while (begins_[line + 1] <= first->begin && line + 2 < begins_.size()) ++line;
      std::size_t last_line = line;
      while (begins_[last_line + 1] < first->end && last_line + 2 < begins_.size()) ++last_line;
      const std::size_t from = std::max(asked, line - std::min(line, kNearLines));
      asked = std::max(asked, std::min(last_line + kNearLines + 1, begins_.size() - 1));
      ask(from, asked, path_class);
    }
    keep_unknown();
    if (unknown_.size() > kMostSiftedLines) return nullptr;
  }
  return &ranges_;
}

// About lines at hand: their answers come from far away in memory, so all are asked for first.
void LineSieve::ask(std::size_t first, std::size_t end, std::uint64_t path_class) {
  const LineHash& hash = known_.hash();
  while (first < end && begins_[first] < asked_to_) ++first;
  if (first >= end) return;
  asked_to_ = begins_[end];
  asked_ += begins_[end] - begins_[first];
  for (; first < end; ++first) {
    const ByteRange line{begins_[first], begins_[first + 1]};
    questions_.push_back({line, hash.of_neighbourhood(hashes_.data() + first, path_class)});
    known_.expect(questions_.back().neighbourhood);
  }
}

void LineSieve::keep_unknown() {
  for (const Question& question : questions_) {
    if (known_.holds(question.neighbourhood)) continue;
    unknown_.push_back(question);
    if (!ranges_.empty() && ranges_.back().end == question.line.begin)
      ranges_.back().end = question.line.end;
    else
      ranges_.push_back(question.line);
  }
  questions_.clear();
}

// Sets begins_ to the lines of the place and three on either side, hashes_ to those of these and of
// three more; 0 where the text has none. False: they are too many.
bool LineSieve::read_lines(std::string_view text, ByteRange place) {
  const LineHash& hash = known_.hash();
  std::size_t next = line_begin(text, place.begin);
  std::size_t before = 0;
  for (; before < 2 * kNearLines && next > 0; ++before) next = line_begin(text, next - 1);
  std::size_t unlisted = before - std::min(before, kNearLines);
  begins_.clear();
  hashes_.assign(kNearLines - unlisted, 0);
  LineEnds ends(text, next);
  std::size_t after = 0;
  std::size_t listed_to = next;
  while (after < 2 * kNearLines && next < text.size()) {
    after += next >= std::max(place.end, place.begin + 1) ? 1 : 0;
    const std::size_t end = ends.next();
    hashes_.push_back(hash.of_line(text.substr(next, end - next)));
    if (unlisted > 0) {
      --unlisted;
    } else if (after <= kNearLines) {
      if (begins_.size() == kMostSiftedLines) return false;
      begins_.push_back(next);
      listed_to = end;
    }
    next = end;
  }
  begins_.push_back(listed_to);
  hashes_.resize(begins_.size() - 1 + 2 * kNearLines, 0);
  return true;
}

std::optional<std::uint64_t> LineSieve::name_of(std::size_t place) const {
  const auto line =
      std::partition_point(unknown_.begin(), unknown_.end(),
                           [&](const Question& unknown) { return unknown.line.end <= place; });
  if (line == unknown_.end() || place < line->line.begin) return std::nullopt;
  constexpr std::uint64_t kApart = 0x9e3779b97f4a7c15;  // far apart for small differences
  return line->neighbourhood + (place - line->line.begin) * kApart;
}

void LineSieve::learn(const std::vector<ByteRange>& open) {
  std::size_t next = 0;
  std::size_t reach = 0;  // of the ranges that begin before the line's end
  for (const Question& unknown : unknown_) {
    for (; next < open.size() && open[next].begin < unknown.line.end; ++next)
      reach = std::max({reach, open[next].end, open[next].begin + 1});
    if (reach <= unknown.line.begin) known_.add(unknown.neighbourhood);
  }
}

}  // namespace foureyes
