// Reads JSON (RFC 8259) strictly: duplicate keys, invalid UTF-8, lone surrogates, trailing text and
// anything past the limits are errors with line and column.
#pragma once

#include <string_view>

#include "base/document.h"

namespace foureyes {

// `name` is what errors call the document. Errors never quote its content.
Result<DocumentNode> read_json(std::string_view text, std::string_view name,
                               const DocumentLimits& limits = {});

}  // namespace foureyes
