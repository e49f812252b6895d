// The name that an encoded value is given to: `password: <base64>`, `TOKEN=$(echo <base64> | ...)`,
// `key = b64decode("<base64>")`. Decoding takes the value away from its name; detection needs both.
#pragma once

#include <string_view>

namespace foureyes {

// The name to which the text at `begin` is assigned, on its line, on the line before when the value
// is a block of its own, or in `name:` beside `value:`; empty when there is none. Looks at most 256
// bytes back.
std::string_view assigned_name(std::string_view text, std::size_t begin);

}  // namespace foureyes
