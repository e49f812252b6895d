// What stands around a value, as decisions read it (detector.h). Bounded: a line may be the whole
// text.
#pragma once

#include <string_view>

#include "base/text_position.h"

namespace foureyes {

// Lines on either side of a value's own that a decision reads.
inline constexpr std::size_t kNearLines = 3;
inline constexpr std::size_t kNearBytes = 1024;

// The line of a range, or its lines, at most 512 bytes either side of it.
ByteRange line_around(std::string_view text, ByteRange range);
// What counts as near `place`: its lines, 3 before and 3 after, at most so many bytes either way.
ByteRange lines_near(std::string_view text, ByteRange place, std::size_t most_bytes = kNearBytes);

}  // namespace foureyes
