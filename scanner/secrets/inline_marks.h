// The marks that scanners let people write beside a line to silence them. They are counted, and
// said; whether one is enough is policy's word, never the line's own.
#pragma once

#include <string_view>

namespace foureyes {

// The mark in a line, or on the line before it where it speaks of the next ("gitleaks:allow"); ""
// when there is none. The name is ours: one spelling for each scanner's mark.
std::string_view inline_mark(std::string_view line, std::string_view line_before);

}  // namespace foureyes
