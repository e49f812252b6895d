// Packs that git made: every object that the walk shows is what git says it is.
#include <filesystem>

#include "input/forest_contents.h"
#include "input/grown_repository.h"
#include "support/catch.h"
#include "support/git_repository.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

std::size_t entries_of_type(const ObjectForest& forest, EntryType type) {
  std::size_t count = 0;
  for (ForestIndex object = 0; object < forest.size(); ++object)
    if (const auto head = read_entry_head(forest.packed(object)); head && head->type == type)
      ++count;
  return count;
}

void check_equals_git(const GitRepository& repository, const WalkLimits& limits = {}) {
  const auto expected = objects_by_git(repository.path());
  const auto contents = contents_of(objects_of(repository), limits);
  CHECK(contents.faults == 0);
  CHECK(contents.failed.empty());
  CHECK(contents.rootless.empty());
  CHECK(contents.objects.size() == expected.size());
  CHECK((contents.objects == expected));  // without printing both
}

std::vector<std::string> index_paths(const GitRepository& repository) {
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator(objects_of(repository) + "/pack"))
    if (file.path().extension() == ".idx") paths.push_back(file.path().string());
  return paths;
}

// Writes the one pack's index anew.
void index_again(const GitRepository& repository, const std::string& form) {
  const std::string index = index_paths(repository).at(0);
  const std::string pack = index.substr(0, index.size() - 3) + "pack";
  std::filesystem::remove(index);
  repository.git({"index-pack", "--index-version=" + form, pack});
}

}  // namespace

TEST_CASE("every object of a pack that git made has the bytes that git says") {
  const GitRepository repository;
  grow(repository, 1, 60);
  check_equals_git(repository);  // as fast-import packs
  repository.git({"repack", "-adfq", "--depth=50", "--window=20"});
  CHECK(entries_of_type(ObjectForest::read(objects_of(repository)), EntryType::offset_delta) > 100);
  for (const std::size_t threads : {1, 2, 8}) check_equals_git(repository, {.threads = threads});
}

TEST_CASE("a little memory gives the same bytes: bases are made again") {
  const GitRepository repository;
  grow(repository, 2, 80);
  repository.git({"repack", "-adfq", "--depth=60", "--window=80"});
  for (const std::uint64_t memory : {0, 1, 5'000, 40'000})
    for (const std::size_t threads : {1, 2})
      check_equals_git(repository, {.threads = threads, .memory = memory});
}

TEST_CASE("deltas that name their base are linked") {
  const GitRepository repository;
  grow(repository, 3, 40);
  repository.git({"-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"});
  const auto forest = ObjectForest::read(objects_of(repository));
  CHECK(entries_of_type(forest, EntryType::offset_delta) == 0);
  CHECK(entries_of_type(forest, EntryType::name_delta) > 50);
  check_equals_git(repository);
}

TEST_CASE("indexes of version 1 and with 64-bit offsets are read") {
  const GitRepository repository;
  grow(repository, 4, 30);
  repository.git({"repack", "-adfq"});
  for (const std::string form : {"1", "2", "2,0x40"}) {
    index_again(repository, form);
    check_equals_git(repository);
  }
}

TEST_CASE("an object that several packs hold is shown once") {
  const GitRepository repository;
  grow(repository, 5, 20);
  repository.git({"repack", "-adfq"});
  const std::string kept = repository.beside("kept");
  std::filesystem::copy(objects_of(repository) + "/pack", kept);
  grow(repository, 5, 25);  // the same 20 commits and 5 more
  repository.git({"repack", "-adfq", "--window=0"});
  std::filesystem::copy(kept, objects_of(repository) + "/pack");
  CHECK(index_paths(repository).size() == 2);
  const auto forest = ObjectForest::read(objects_of(repository));
  CHECK(forest.size() > objects_by_git(repository.path()).size());
  for (const std::size_t threads : {1, 2}) check_equals_git(repository, {.threads = threads});
  for (const auto& [name, bytes] : objects_by_git(repository.path())) {
    const auto found = forest.find(name);
    REQUIRE(found);
    CHECK(forest.name(*found) == name);
    CHECK_FALSE(forest.is_shadowed(*found));
  }
}

TEST_CASE("a name that no pack holds is not found") {
  const GitRepository repository;
  grow(repository, 6, 10);
  repository.git({"repack", "-adfq"});
  const auto forest = ObjectForest::read(objects_of(repository));
  for (ForestIndex object = 0; object < forest.size(); ++object) {
    ObjectName name = forest.name(object);
    CHECK(forest.find(name) == object);
    for (const std::size_t byte : {0, 7, 8, 19}) {
      ObjectName near = name;
      near.bytes[byte] ^= 1;
      CHECK_FALSE(forest.find(near));
    }
  }
  for (const unsigned char byte : {'\x00', '\xff'}) {
    ObjectName edge;
    edge.bytes.fill(byte);
    CHECK_FALSE(forest.find(edge));
  }
}

TEST_CASE("a repository without packs is an empty forest") {
  const GitRepository repository;
  const auto forest = ObjectForest::read(objects_of(repository));
  CHECK(forest.size() == 0);
  CHECK(forest.notices().empty());
  CHECK(contents_of(forest).objects.empty());
  CHECK(ObjectForest::read(objects_of(repository) + "/absent").size() == 0);
}
