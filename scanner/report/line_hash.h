// GitHub's `primaryLocationLineHash`: the rolling hash that codeql-action's upload computes for
// each line of a file (window of 100 characters without blanks, base 37, modulo 2^64; CR and CRLF
// read as LF), written "hex:n" where n counts equal hashes in the file from 1.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

// One entry a line; a text that ends in a line terminator has an empty last line. The text is read
// as UTF-16 code units, as GitHub does; invalid UTF-8 becomes U+FFFD. O(n).
std::vector<std::string> line_hashes(std::string_view text);

}  // namespace foureyes
