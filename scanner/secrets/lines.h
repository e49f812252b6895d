// What stands around a value, as decisions read it (detector.h). Bounded: a line may be the whole
// text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/line_ends.h"
#include "base/text_position.h"

namespace foureyes {

// Lines on either side of a value's own that a decision reads.
inline constexpr std::size_t kNearLines = 3;
inline constexpr std::size_t kNearBytes = 1024;
// Line breaks from a credential's name to its end: where there are more, there is none, but for
// rules that match more bytes than near ones (kWidestNearMatch). Texts with these are read whole.
inline constexpr std::size_t kMostCrossedLines = kNearLines;

// The line of a range, or its lines, at most 512 bytes either side of it.
ByteRange line_around(std::string_view text, ByteRange range);
// What counts as near `place`: its lines, 3 before and 3 after, at most so many bytes either way.
ByteRange lines_near(std::string_view text, ByteRange place, std::size_t most_bytes = kNearBytes);

// Lines end at LF, which is one of their bytes; the last one at the end of the text.
std::size_t line_begin(std::string_view text, std::size_t at);
// Of the line that holds the byte at `at`, or of the last one.
std::size_t line_end(std::string_view text, std::size_t at);
// Where the line begins that many lines before the one that begins at `begin`.
std::size_t lines_before(std::string_view text, std::size_t begin, std::size_t lines);
// Where that many lines behind the one that ends at `end` end.
std::size_t lines_behind(std::string_view text, std::size_t end, std::size_t lines);
// The lines that hold a byte of the places (ascending by begin) or the one behind a place; the end
// of the text is on its last line. Side by side ones are one range.
std::vector<ByteRange> lines_on(std::string_view text, const std::vector<ByteRange>& places);

// A line and the line break before it.
inline ByteRange with_break_before(ByteRange line) {
  return {line.begin - (line.begin > 0 ? 1 : 0), line.end};
}
// Calls visit(line) for each of some lines that are side by side; false ends it.
template <class Visit>
void visit_lines(std::string_view text, ByteRange lines, const Visit& visit) {
  LineEnds ends(text, lines.begin);
  for (std::size_t begin = lines.begin; begin < lines.end;) {
    const ByteRange line{begin, ends.next()};
    if (!visit(line)) return;
    begin = line.end;
  }
}

// Adds a range to ascending ones; one that is at most `gap` behind the last one joins it.
void append_range(std::vector<ByteRange>& ranges, ByteRange range, std::size_t gap = 0);

}  // namespace foureyes
