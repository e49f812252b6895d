// Which part of a text has to be looked at again when the rest is known to hold no credential.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_position.h"

namespace foureyes {

// A decision reads the lines of its value, 3 lines before and 3 after (detector.h). So a change can
// touch what is decided about a value up to 3 lines away, and to decide that again takes 3 lines
// more.
inline constexpr std::size_t kWindowLines = 7;  // the changed one counts
// The same in bytes, for long lines: a decision reads 512 bytes of its line and 1,024 more, in
// either direction, of a value of at most kWidestNearMatch.
inline constexpr std::size_t kWidestWindow = 4'096;
// A match that is wider makes its text one that is always read as a whole.
inline constexpr std::size_t kWidestNearMatch = 512;

// The lines around each change, as one text in which no line of one window is near a line of
// another. `changes`: ascending ranges of bytes that the text has and the known one had not; an
// empty range is a place where something was taken out. nullopt: all of the text has to be read,
// or that is cheaper: lines are too long, or wrapped lines of encoded text reach further.
std::optional<std::string> windows_around(std::string_view text,
                                          const std::vector<ByteRange>& changes);

}  // namespace foureyes
