#include "secrets/masked_text.h"

#include <algorithm>

namespace foureyes {

std::string mask_findings(std::string_view text, const std::vector<Finding>& findings) {
  std::string masked;
  std::size_t copied = 0;
  for (const Finding& finding : findings) {
    if (finding.range.end <= copied) continue;
    // Two that are encoded side by side share a letter; their masks stand side by side.
    const std::size_t begin = std::max(copied, finding.range.begin);
    masked.append(text.substr(copied, begin - copied));
    masked += finding.masked;
    copied = finding.range.end;
  }
  masked.append(text.substr(copied));
  return masked;
}

}  // namespace foureyes
