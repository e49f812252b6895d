// What stands around a value, as decisions read it (detector.h). Bounded: a line may be the whole
// text.
#pragma once

#include <string_view>

#include "base/text_position.h"

namespace foureyes {

// The line of a range, or its lines, at most 512 bytes either side of it.
ByteRange line_around(std::string_view text, ByteRange range);
// What counts as near `place`: its lines, 3 before and 3 after, at most 1,024 bytes either way.
ByteRange lines_near(std::string_view text, ByteRange place);

}  // namespace foureyes
