// Wildcard patterns as automata: does one match everything that another matches? Exact, by walking
// the product of the narrow pattern with the subsets of the wide one's positions; bounded, and
// "no" past the bound.
#pragma once

#include <string_view>
#include <vector>

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

// A placeholder "${name}" in a pattern stands for one text that nobody here knows: it is covered by
// a star or by the same placeholder, and it may meet anything.
bool glob_covers(GlobText wide, GlobText narrow);
// Some text matches both; "yes" past the bound.
bool globs_meet(GlobText a, GlobText b);

// Texts that match one of the members; or, when negated, none of them.
struct GlobLanguage {
  std::vector<GlobText> members;
  enum class Sense { any_of, none_of } sense = Sense::any_of;
};

// Every text of `narrow` is in one of `wide`: exact for unions; "no" past the bound.
bool languages_cover(const std::vector<GlobLanguage>& wide, const GlobLanguage& narrow);

}  // namespace foureyes
