// Path patterns of our own files (policy, waivers): `*` within a segment, `**` across segments, `?`
// one character but '/', everything else literal. A pattern without '/' matches the file name at
// any depth; one that ends in '/' matches everything below. Linear time, no backtracking explosion.
#pragma once

#include <string>
#include <string_view>

namespace foureyes {

bool path_matches(std::string_view pattern, std::string_view path);

// `*` and `?` over the whole text, nothing else: the glob of grants, refs and names.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace foureyes
