// Wildcard patterns as automata: does one match everything that another matches? Exact, by walking
// the product of the narrow pattern with the subsets of the wide one's positions; bounded, and
// "no" past the bound.
#pragma once

#include <string_view>

namespace foureyes {

enum class GlobKind {
  literal,  // no wildcards
  plain,    // * any text, ? one character
  arn,      // as plain, but a * before the last segment of "a:b:c:d:e:rest" stays within it
  ref,      // git ref filters: * stays within a '/' segment, ** does not
};

struct GlobText {
  std::string_view text;
  GlobKind kind = GlobKind::plain;
};

bool glob_covers(GlobText wide, GlobText narrow);
// Some text matches both; "yes" past the bound.
bool globs_meet(GlobText a, GlobText b);

}  // namespace foureyes
