#include "secrets/wanted_text.h"

#include <algorithm>
#include <cstring>

#include "secrets/views/digit_runs.h"

namespace foureyes {
namespace {

// What makes a match that touches a line is on it or on one of 3 lines on either side: matches of
// rules with words near them lie within a line, others cross at most as many.
constexpr std::size_t kReadLines = 3;
// The same in bytes, for long lines: 512 of its line and 1,024 more, of a value of 2,048.
constexpr std::size_t kReadBytes = 4096;
// Ranges closer than this are read as one.
constexpr std::size_t kLeastGap = 64;

// Whether encoded text may go on from the line before `at` to the one that starts there.
bool is_within_wrapped_block(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (const char c : {'\n', '\r'})
    if (end > 0 && text[end - 1] == c) --end;
  if (end < kLeastWrappedDigits) return false;
  const std::string_view line = text.substr(end - kLeastWrappedDigits, kLeastWrappedDigits);
  return std::all_of(line.rbegin(), line.rend(), is_base64_digit);
}

std::size_t begin_of_lines(std::string_view text, std::size_t at, std::size_t lines) {
  const std::size_t first = at - std::min(at, kReadBytes);
  for (++lines; at > first;) {
    const void* end = ::memrchr(text.data() + first, '\n', at - first);
    if (end == nullptr) return first;
    at = static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
    if (--lines == 0) return at + 1;
  }
  return first;
}

std::size_t end_of_lines(std::string_view text, std::size_t at, std::size_t lines) {
  const std::string_view near = text.substr(0, std::min(text.size(), at + kReadBytes));
  for (; lines > 0; --lines) {
    const std::size_t end = near.find('\n', at);
    if (end == std::string_view::npos) return near.size();
    at = end + 1;
  }
  return at;
}

void append(std::vector<ByteRange>& ranges, ByteRange range, std::size_t gap) {
  if (!ranges.empty() && range.begin <= ranges.back().end + gap)
    ranges.back().end = std::max(ranges.back().end, range.end);
  else
    ranges.push_back(range);
}

}  // namespace

bool WantedText::touches(ByteRange range) const {
  const auto next = std::partition_point(
      wanted.begin(), wanted.end(), [&](const ByteRange& one) { return one.end <= range.begin; });
  return next != wanted.end() && next->begin < std::max(range.end, range.begin + 1);
}

WantedText whole_text(std::string_view text) { return {{{0, text.size()}}, {{0, text.size()}}}; }

WantedText wanted_text(std::string_view text, const std::vector<ByteRange>& lines) {
  WantedText wanted;
  for (ByteRange range : lines) {
    const std::size_t known_to = wanted.wanted.empty() ? 0 : wanted.wanted.back().end;
    while (range.begin > known_to && is_within_wrapped_block(text, range.begin))
      range.begin = range.begin >= 2 ? text.rfind('\n', range.begin - 2) + 1 : 0;
    range.end = std::max(range.end, known_to);
    while (range.end < text.size() && is_within_wrapped_block(text, range.end)) {
      const std::size_t end = text.find('\n', range.end);
      range.end = end == std::string_view::npos ? text.size() : end + 1;
    }
    append(wanted.wanted, range, 0);
  }
  for (const ByteRange& range : wanted.wanted)
    append(
        wanted.read,
        {begin_of_lines(text, range.begin, kReadLines), end_of_lines(text, range.end, kReadLines)},
        kLeastGap);
  return wanted;
}

}  // namespace foureyes
