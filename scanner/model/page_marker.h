// Where the page of an evidence pack takes its members: report writes the line, evidence puts the
// members there.
#pragma once

#include <string_view>

namespace foureyes {

// On a line of its own, exactly once, as the last thing in <main>. Text of a report cannot contain
// it: every "<" is escaped.
inline constexpr std::string_view kPageMarker = "<!--foureyes:members-->";

}  // namespace foureyes
