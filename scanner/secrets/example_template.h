// Examples of rules are templates, so that no text that looks like a key stands in the repository:
// "KEY={{ex_live_}}{{alnum:24}}". rules/secrets/README.md lists the generators.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace foureyes {

// The same template and seed give the same text. An unknown generator or a bad parameter is an
// error.
Result<std::string> expand_template(std::string_view text, std::uint64_t seed);

}  // namespace foureyes
