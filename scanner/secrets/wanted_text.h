// What of a text is read to decide about some of its lines.
#pragma once

#include <string_view>
#include <vector>

#include "base/text_position.h"

namespace foureyes {

// Ascending, disjoint ranges.
struct WantedText {
  std::vector<ByteRange> wanted;    // to decide about
  std::vector<ByteRange> searched;  // where what decides begins
  std::vector<ByteRange> wrapped;   // wanted ones that hold encoded text over several lines

  bool touches(ByteRange range) const;
};

WantedText whole_text(std::string_view text);
// `lines`, `notable` (notable_lines.h): whole lines, ascending and disjoint. Of encoded text that
// goes over several lines, all are wanted or none.
WantedText wanted_text(std::string_view text, const std::vector<ByteRange>& lines,
                       const std::vector<ByteRange>& notable);

}  // namespace foureyes
