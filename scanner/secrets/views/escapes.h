// Percent-encoding (RFC 3986) and the escapes of string literals: \u0041, \x41, \U00000041,
// \u{41}, and the short ones beside them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "secrets/views/decoded_run.h"

namespace foureyes {

// One character of the text that was written: how long it is there and decoded.
struct EscapeUnit {
  std::size_t source = 1;
  std::size_t decoded = 1;
  bool is_escape = false;
};

// Appends the decoded bytes to `out` unless that is null.
EscapeUnit percent_unit(std::string_view text, std::size_t at, std::string* out);
EscapeUnit escape_unit(std::string_view text, std::size_t at, std::string* out);

// Visits each run in `range` that has at least two escapes of plain letters and decodes to a text.
using VisitRun = std::function<void(DecodedRun)>;
void find_percent_runs(std::string_view text, ByteRange range, const VisitRun& visit);
void find_escape_runs(std::string_view text, ByteRange range, const VisitRun& visit);

}  // namespace foureyes
