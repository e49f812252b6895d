#include "secrets/wanted_text.h"

#include <algorithm>

#include "secrets/lines.h"
#include "secrets/views/digit_runs.h"

namespace foureyes {
namespace {

// What makes a match that touches a line is on it or on one of kNearLines on either side: matches
// of rules with words near them lie within a line, others cross at most kMostCrossedLines.
static_assert(kMostCrossedLines <= kNearLines);
// The same in bytes, for long lines: 512 of its line and 1,024 more, of a value of 2,048.
constexpr std::size_t kReadBytes = 4096;
// Ranges closer than this are searched as one.
constexpr std::size_t kLeastGap = 64;

// The lines and those around them, whole where they are not too long.
ByteRange read_around(std::string_view text, ByteRange lines) {
  ByteRange near = lines_near(text, {lines.begin, lines.end - 1}, kReadBytes);
  if (near.end < text.size() && text[near.end] == '\n') ++near.end;
  return near;
}

// Where to look for what makes a line notable: a hint may begin with the break before it, digits
// may go on behind it.
ByteRange searched_for(std::string_view text, ByteRange line, ByteRange read) {
  ByteRange range{std::max(with_break_before(line).begin, read.begin),
                  std::min(line.end, read.end)};
  if (range.end < read.end && is_within_wrapped_block(text, range.end))
    range.end = std::min(line_end(text, range.end), read.end);
  return range;
}

// Adds the lines of the range that go on in the next one, with that one.
void add_wrapped(std::string_view text, ByteRange lines, std::vector<ByteRange>& wrapped) {
  visit_lines(text, lines, [&](ByteRange line) {
    if (line.end < lines.end && is_within_wrapped_block(text, line.end))
      append_range(wrapped, {line.begin, line_end(text, line.end)});
    return true;
  });
}

}  // namespace

bool WantedText::touches(ByteRange range) const {
  const auto next = std::partition_point(
      wanted.begin(), wanted.end(), [&](const ByteRange& one) { return one.end <= range.begin; });
  return next != wanted.end() && next->begin < std::max(range.end, range.begin + 1);
}

WantedText whole_text(std::string_view text) { return {{{0, text.size()}}, {{0, text.size()}}}; }

WantedText wanted_text(std::string_view text, const std::vector<ByteRange>& lines,
                       const std::vector<ByteRange>& notable) {
  WantedText wanted;
  for (ByteRange range : lines) {
    const std::size_t known_to = wanted.wanted.empty() ? 0 : wanted.wanted.back().end;
    while (range.begin > known_to && is_within_wrapped_block(text, range.begin))
      range.begin = line_begin(text, range.begin - 1);
    range.end = std::max(range.end, known_to);
    while (range.end < text.size() && is_within_wrapped_block(text, range.end))
      range.end = line_end(text, range.end);
    append_range(wanted.wanted, range);
  }
  std::vector<ByteRange> read;
  for (const ByteRange& range : wanted.wanted) {
    append_range(read, read_around(text, range));
    add_wrapped(text, range, wanted.wrapped);
  }
  auto next = notable.begin();
  for (const ByteRange& range : read) {
    while (next != notable.end() && next->end <= range.begin) ++next;
    for (auto one = next; one != notable.end() && one->begin < range.end; ++one)
      append_range(wanted.searched, searched_for(text, *one, range), kLeastGap);
  }
  return wanted;
}

}  // namespace foureyes
