#include "base/path_pattern.h"

#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

namespace {

// The definition, by trying everything (exponential: short input only).
bool naive_glob(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (naive_glob(pattern.substr(1), text.substr(i))) return true;
    }
    return false;
  }
  if (text.empty()) return false;
  const bool same = pattern.front() == '?' || pattern.front() == text.front();
  return same && naive_glob(pattern.substr(1), text.substr(1));
}

bool naive_path(std::string_view pattern, std::string_view path, bool segment_start) {
  if (pattern.empty()) return path.empty();
  if (segment_start && pattern.substr(0, 3) == "**/") {
    if (naive_path(pattern.substr(3), path, true)) return true;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (path[i] == '/' && naive_path(pattern.substr(3), path.substr(i + 1), true)) return true;
    }
    return false;
  }
  if (pattern.front() == '*') {
    const bool across = pattern.substr(0, 2) == "**";
    const std::string_view rest = pattern.substr(across ? 2 : 1);
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (naive_path(rest, path.substr(i), false)) return true;
      if (i < path.size() && path[i] == '/' && !across) return false;
    }
    return false;
  }
  if (path.empty()) return false;
  const bool same =
      pattern.front() == path.front() || (pattern.front() == '?' && path.front() != '/');
  return same && naive_path(pattern.substr(1), path.substr(1), pattern.front() == '/');
}

}  // namespace

TEST_CASE("globs agree with their definition on random input") {
  test::Random random(5);
  int matched = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string pattern = random.text(random.below(7), "ab*?");
    const std::string text = random.text(random.below(9), "ab");
    CAPTURE(pattern, text);
    REQUIRE(glob_matches(pattern, text) == naive_glob(pattern, text));
    matched += glob_matches(pattern, text) ? 1 : 0;
  }
  REQUIRE(matched > 1000);
}

TEST_CASE("path patterns agree with their definition on random input") {
  test::Random random(6);
  int matched = 0;
  for (int i = 0; i < 40'000; ++i) {
    const std::string pattern =
        "a" + random.text(random.below(7), "a/**?") + "/" + random.text(1, "a*");
    const std::string path = "a" + random.text(random.below(7), "aa/") + "/" + random.text(1, "ab");
    CAPTURE(pattern, path);
    REQUIRE(path_matches(pattern, path) == naive_path(pattern, path, true));
    matched += path_matches(pattern, path) ? 1 : 0;
  }
  REQUIRE(matched > 1000);
}

TEST_CASE("path patterns read as people expect") {
  struct Row {
    const char* pattern;
    const char* path;
    bool matches;
  };
  const std::vector<Row> rows = {
      {"*.pem", "keys/deep/a.pem", true},
      {"*.pem", "a.pem.txt", false},
      {"docs/", "docs/a/b.md", true},
      {"docs/", "src/docs/a.md", false},
      {"docs/*", "docs/a/b.md", false},
      {"docs/**", "docs/a/b.md", true},
      {"docs/**", "docs", false},
      {"/README.md", "README.md", true},
      {"/README.md", "a/README.md", false},
      {"**/fixtures/**", "fixtures/a", true},
      {"**/fixtures/**", "x/y/fixtures/a/b", true},
      {"**/fixtures/**", "x/myfixtures/a", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/xb", false},
      {"**", "", true},
      {"**", "a/b", true},
      {"", "a", false},
      {"a/?", "a/\xc3\xa9", true},
      {"a[b]", "a[b]", true},
      {"a[b]", "ab", false},
      {"A", "a", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern, row.path);
    REQUIRE(path_matches(row.pattern, row.path) == row.matches);
  }
}

TEST_CASE("no pattern takes long") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "**a*";
  const std::string text(5000, 'a');
  REQUIRE_FALSE(path_matches(pattern + "/b", text));
  REQUIRE_FALSE(glob_matches(pattern + "b", text));
}
