// A text with the credentials in it masked, where the text itself must be shown: names of files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/finding.h"

namespace foureyes {

// `findings` are those of the text's own detection, by position.
std::string mask_findings(std::string_view text, const std::vector<Finding>& findings);

}  // namespace foureyes
