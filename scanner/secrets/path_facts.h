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
  bool is_code = false;     // a programming language: names stand without quotes
  bool is_test = false;     // a word of the path says so: tests/, spec/, fixtures/
  bool is_example = false;  // examples, documentation, tutorials
  bool is_vendor = false;   // somebody else's code
  bool is_setting = false;  // configuration and deployment
  std::string extension;    // lower case; "dockerfile" and "makefile" for those
};

PathFacts facts_of_path(std::string_view path);
// Equal exactly for equal facts.
std::string class_key(const PathFacts& facts);

}  // namespace foureyes
