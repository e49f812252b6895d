#include "base/path.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a path splits into directory, name and extension") {
  REQUIRE(file_name("a/b/c.tar.gz") == "c.tar.gz");
  REQUIRE(file_name("c") == "c");
  REQUIRE(directory_name("a/b/c") == "a/b");
  REQUIRE(directory_name("c").empty());
  REQUIRE(extension("a.b/c.tar.gz") == "gz");
  REQUIRE(extension("a.b/c").empty());
  REQUIRE(extension(".gitignore").empty());
}

TEST_CASE("a path that leaves the root has no normal form") {
  REQUIRE(normalise("./a//b/../c/.") == "a/c");
  REQUIRE(normalise("a/../../b").empty());
  REQUIRE(normalise("..").empty());
  REQUIRE(normalise("/etc/passwd").empty());
  REQUIRE(normalise("a/..").empty());
}

TEST_CASE("inside means below") {
  REQUIRE(is_inside("a/b", "a"));
  REQUIRE(is_inside("a/b", "a/"));
  REQUIRE(is_inside("a", ""));
  REQUIRE_FALSE(is_inside("a", "a"));
  REQUIRE_FALSE(is_inside("ab/c", "a"));
  REQUIRE_FALSE(is_inside("a/", "a"));
  REQUIRE(join_path("", "a") == "a");
  REQUIRE(join_path("a", "b") == "a/b");
  REQUIRE(join_path("/", "b") == "/b");
}
