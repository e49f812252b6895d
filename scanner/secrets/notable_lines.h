// The few lines of a text in which a rule may see something.
//
// Nothing is found on a line, nor dropped, unless it or one of the three on either side is notable:
// it has a hint of the prefilter (of a rule whose matches lie on one line: a match), encoded text,
// or the end of digits that the next line may continue. What makes a line notable is on that line,
// wherever it stands.
#pragma once

#include <string_view>
#include <vector>

#include "base/text_position.h"
#include "secrets/prefilter.h"
#include "secrets/rule_set.h"

namespace foureyes {

// Whether the rules keep to that, under this path.
bool have_notable_lines(const RuleSet& rules, std::string_view path,
                        const PrefilterScratch& scratch);

// Appends the notable ones of `lines` (whole ones, side by side), ascending and each on its own.
void find_notable_lines(const RuleSet& rules, std::string_view text, ByteRange lines,
                        const PrefilterScratch& scratch, std::vector<ByteRange>& notable);

}  // namespace foureyes
