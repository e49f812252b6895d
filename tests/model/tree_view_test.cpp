#include "model/tree_view.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a tree in memory lists its files in order and gives their bytes") {
  const auto tree = tree_of_files({{"b/c", "two"}, {"a", "one"}, {"b.x", ""}});
  REQUIRE(tree->entries().size() == 3);
  REQUIRE(tree->entries()[1].path == "b.x");
  REQUIRE(tree->find("b/c") != nullptr);
  REQUIRE(tree->find("b") == nullptr);
  REQUIRE(tree->find("z") == nullptr);
  REQUIRE(tree->read(*tree->find("b/c"), 100).value() == "two");
}

TEST_CASE("an object is named as git names it") {
  // git hash-object of an empty file and of "hello\n".
  const auto tree = tree_of_files({{"empty", ""}, {"hello", "hello\n"}});
  REQUIRE(tree->find("empty")->object == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  REQUIRE(tree->find("hello")->object == "ce013625030ba8dba906f756967f9e9ca394464a");
}

TEST_CASE("a file above the limit, and one that is not there, cannot be looked at") {
  const auto tree = tree_of_files({{"a", "12345"}});
  REQUIRE(tree->read(*tree->find("a"), 5));
  const auto large = tree->read(*tree->find("a"), 4);
  REQUIRE_FALSE(large);
  REQUIRE(large.error().kind == ErrorKind::unavailable);
  REQUIRE_FALSE(tree->read({"b", EntryKind::file, ""}, 5));
}
