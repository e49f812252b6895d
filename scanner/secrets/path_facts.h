// What a path says about its content, as far as detection cares. Two paths with equal facts are
// treated alike.
#pragma once

#include <string>
#include <string_view>

namespace foureyes {

enum class PathPurpose {
  plain,
  lock_file,    // package-lock.json, go.sum: digests everywhere
  minified,     // *.min.js, source maps
  translation,  // texts for people, under keys that may be called "password"
  prose,        // Markdown, plain text, manual pages
};

struct PathFacts {
  PathPurpose purpose = PathPurpose::plain;
  bool is_code = false;   // a programming language: names stand without quotes
  std::string extension;  // lower case
};

PathFacts facts_of_path(std::string_view path);

}  // namespace foureyes
