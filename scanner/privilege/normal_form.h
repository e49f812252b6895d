// A document without its formatting: key order, quoting, anchors, comments, white space at the end
// of scalars, and a scalar for a list of one where a platform takes both.
#pragma once

#include <string>

#include "base/document.h"

namespace foureyes {

JsonValue normal_form(const DocumentNode& node);
std::string normal_digest(const DocumentNode& node);  // SHA-256 of it, hex

}  // namespace foureyes
