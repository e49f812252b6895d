// The two text forms of a JsonValue. Both are functions of the value alone: same value, same bytes.
#pragma once

#include <string>

#include "base/json_value.h"

namespace foureyes {

// RFC 8785 (JSON Canonicalization Scheme) for values without floats: members sorted by UTF-16 code
// units, no white space, only the escapes that the RFC names. Invalid UTF-8 becomes U+FFFD.
std::string canonical_json(const JsonValue& value);

// The same order, two spaces of indent, a final newline: for files that people open.
std::string readable_json(const JsonValue& value);

}  // namespace foureyes
