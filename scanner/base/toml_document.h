// Reads TOML 1.0; the only user of toml++. Dates and floats keep their text as it is written by the
// library; errors have line and column.
#pragma once

#include <string_view>

#include "base/document.h"

namespace foureyes {

// `name` is what errors call the document. Errors never quote its content.
Result<DocumentNode> read_toml(std::string_view text, std::string_view name,
                               const DocumentLimits& limits = {});

}  // namespace foureyes
