#include "secrets/line_sieve.h"

#include <algorithm>

#include "base/line_ends.h"
#include "secrets/lines.h"

namespace foureyes {
namespace {

// Answers come from far away in memory, so those of many lines are asked for at once.
constexpr std::size_t kLinesAtOnce = 4096;

// How far lines are near a line that is near this one.
constexpr std::size_t kReachedLines = 2 * kNearLines;

// Tells which places are too far from all notable lines. Places are asked about by position.
class NotableReach {
 public:
  NotableReach(std::string_view text, const std::vector<ByteRange>& notable)
      : text_(text), notable_(notable) {}

  bool reaches(ByteRange place) {
    while (next_ < notable_.size() && notable_[next_].end <= place.begin) {
      ++next_;
      reach_end_ = kUnread;
      reach_begin_ = kUnread;
    }
    if (next_ > 0) {
      if (reach_end_ == kUnread)
        reach_end_ = lines_behind(text_, notable_[next_ - 1].end, kReachedLines);
      if (place.begin < reach_end_) return true;
    }
    if (next_ == notable_.size()) return false;
    if (reach_begin_ == kUnread)
      reach_begin_ = lines_before(text_, notable_[next_].begin, kReachedLines);
    return place.end >= reach_begin_;
  }

 private:
  static constexpr std::size_t kUnread = ~std::size_t{0};
  std::string_view text_;
  const std::vector<ByteRange>& notable_;
  std::size_t next_ = 0;               // the first that does not end before the place
  std::size_t reach_end_ = kUnread;    // of the one before
  std::size_t reach_begin_ = kUnread;  // of the next one
};

// The lines near a place that a notable line reaches.
std::vector<ByteRange> lines_near_places(std::string_view text,
                                         const std::vector<ByteRange>& places,
                                         const std::vector<ByteRange>& notable) {
  std::vector<ByteRange> lines;
  NotableReach reach(text, notable);
  std::size_t line_known_to = 0;  // the end of the line of the last place's end
  std::size_t end = 0;            // of the lines near it
  for (const ByteRange& place : places) {
    const std::size_t first = std::min(place.begin, text.size() - 1);
    const std::size_t last = std::min(std::max(place.end, first + 1), text.size()) - 1;
    if (!reach.reaches({first, last + 1})) continue;
    // Many places may be on one long line.
    if (last >= line_known_to) {
      line_known_to = line_end(text, last);
      end = lines_behind(text, line_known_to, kNearLines);
    }
    if (!lines.empty() && first < lines.back().end)
      lines.back().end = std::max(lines.back().end, end);
    else
      append_range(lines, {lines_before(text, line_begin(text, first), kNearLines), end});
  }
  return lines;
}

// The lines that are near one of the places and near a notable line.
std::vector<ByteRange> lines_in_question(std::string_view text,
                                         const std::vector<ByteRange>& places,
                                         const std::vector<ByteRange>& notable) {
  std::vector<ByteRange> lines;
  if (notable.empty() || text.empty()) return lines;
  auto next = notable.begin();
  for (const ByteRange& near : lines_near_places(text, places, notable)) {
    const ByteRange reach{lines_before(text, near.begin, kNearLines),
                          lines_behind(text, near.end, kNearLines)};
    while (next != notable.end() && next->end <= reach.begin) ++next;
    for (auto one = next; one != notable.end() && one->begin < reach.end; ++one) {
      const ByteRange around{lines_before(text, one->begin, kNearLines),
                             lines_behind(text, one->end, kNearLines)};
      const ByteRange both{std::max(around.begin, near.begin), std::min(around.end, near.end)};
      if (both.begin < both.end) append_range(lines, both);
    }
  }
  return lines;
}

}  // namespace

std::vector<ByteRange> LineSieve::notable_among(std::string_view text,
                                                const std::vector<ByteRange>& lines,
                                                const FindNotable& find) {
  std::vector<ByteRange> notable;
  lines_.clear();
  for (const ByteRange& range : lines)
    visit_lines(text, range, [&](ByteRange line) {
      const std::uint64_t hash = known_.hash.of_line(text.substr(line.begin, line.size()));
      known_.lines.expect(hash);
      lines_.push_back({line, hash});
      if (lines_.size() == kLinesAtOnce) tell(find, notable);
      return notable.size() <= kMostSiftedLines;
    });
  tell(find, notable);
  return notable;
}

// Of the lines at hand. The first line of a text is not known by its bytes: what a rule wants to
// see before a line may be the break that the others have.
void LineSieve::tell(const FindNotable& find, std::vector<ByteRange>& notable) {
  const auto fact_about = [&](const Line& line) {
    if (line.range.begin == 0) return LineFact::unknown;
    return static_cast<LineFact>(known_.lines.fact_about(line.hash));
  };
  for (std::size_t at = 0; at < lines_.size();) {
    const LineFact fact = fact_about(lines_[at]);
    if (fact != LineFact::unknown) {
      if (fact == LineFact::notable) notable.push_back(lines_[at].range);
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < lines_.size() && lines_[end].range.begin == lines_[end - 1].range.end &&
           fact_about(lines_[end]) == LineFact::unknown)
      ++end;
    const std::size_t found = notable.size();
    find({lines_[at].range.begin, lines_[end - 1].range.end}, notable);
    learn_lines(at, end, notable, found);
    at = end;
  }
  lines_.clear();
}

void LineSieve::learn_lines(std::size_t first, std::size_t end,
                            const std::vector<ByteRange>& notable, std::size_t first_notable) {
  for (; first < end; ++first) {
    const ByteRange line = lines_[first].range;
    while (first_notable < notable.size() && notable[first_notable].end <= line.begin)
      ++first_notable;
    const bool is_notable =
        first_notable < notable.size() && notable[first_notable].begin < line.end;
    const LineFact fact = is_notable ? LineFact::notable : LineFact::plain;
    if (line.begin > 0) known_.lines.add(lines_[first].hash, static_cast<unsigned>(fact));
  }
}

const std::vector<ByteRange>* LineSieve::sift(std::string_view text,
                                              const std::vector<ByteRange>& places,
                                              const std::vector<ByteRange>& notable,
                                              std::uint64_t path_class) {
  unknown_.clear();
  ranges_.clear();
  for (const ByteRange& lines : lines_in_question(text, places, notable))
    if (!ask(text, lines, path_class)) return nullptr;
  return &ranges_;
}

// False: they are too many.
bool LineSieve::ask(std::string_view text, ByteRange lines, std::uint64_t path_class) {
  std::size_t next = lines.begin;
  std::size_t before = 0;
  for (; before < kNearLines && next > 0; ++before) next = line_begin(text, next - 1);
  hashes_.assign(kNearLines - before, 0);
  lines_.clear();
  LineEnds ends(text, next);
  for (std::size_t behind = 0; behind < kNearLines && next < text.size();) {
    behind += next >= lines.end ? 1 : 0;
    const std::size_t end = ends.next();
    hashes_.push_back(known_.hash.of_line(text.substr(next, end - next)));
    if (next >= lines.begin && next < lines.end) lines_.push_back({{next, end}, 0});
    if (lines_.size() > kMostSiftedLines) return false;
    next = end;
  }
  hashes_.resize(lines_.size() + 2 * kNearLines, 0);
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    lines_[at].hash = known_.hash.of_neighbourhood(hashes_.data() + at, path_class);
    known_.neighbourhoods.expect(lines_[at].hash);
  }
  for (const Line& line : lines_) {
    if (known_.neighbourhoods.fact_about(line.hash) == KnownLines::kHoldsNothing) continue;
    unknown_.push_back(line);
    append_range(ranges_, line.range);
  }
  return unknown_.size() <= kMostSiftedLines;
}

std::optional<std::uint64_t> LineSieve::name_of(std::size_t place) const {
  const auto line =
      std::partition_point(unknown_.begin(), unknown_.end(),
                           [&](const Line& unknown) { return unknown.range.end <= place; });
  if (line == unknown_.end() || place < line->range.begin) return std::nullopt;
  constexpr std::uint64_t kApart = 0x9e3779b97f4a7c15;  // far apart for small differences
  return line->hash + (place - line->range.begin) * kApart;
}

void LineSieve::learn(const std::vector<ByteRange>& open) {
  std::size_t next = 0;
  std::size_t reach = 0;  // of the ranges that begin before the line's end
  for (const Line& unknown : unknown_) {
    for (; next < open.size() && open[next].begin < unknown.range.end; ++next)
      reach = std::max({reach, open[next].end, open[next].begin + 1});
    if (reach <= unknown.range.begin)
      known_.neighbourhoods.add(unknown.hash, KnownLines::kHoldsNothing);
  }
}

}  // namespace foureyes
