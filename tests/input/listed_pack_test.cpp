// Packs without an index of their own, which a multi-pack index lists.
#include <algorithm>
#include <filesystem>

#include "input/grown_repository.h"
#include "input/repository.h"
#include "input/sound_pack.h"
#include "support/git_repository.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> packs_of(const GitRepository& repository, std::string_view extension) {
  std::vector<fs::path> paths;
  for (const auto& file : fs::directory_iterator(objects_of(repository) + "/pack"))
    if (file.path().extension() == extension) paths.push_back(file.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Three packs that overlap: some objects are in two of them, with other bases.
void grow_overlapping(const GitRepository& repository, std::uint64_t seed) {
  grow(repository, seed, 12);
  repository.git({"repack", "-adfq", "--window=20"});
  const std::string kept = repository.beside("kept");
  fs::copy(objects_of(repository) + "/pack", kept);
  grow(repository, seed, 20);
  repository.git({"repack", "-adfq", "--window=5"});
  grow(repository, seed + 1, 10);
  fs::copy(kept, objects_of(repository) + "/pack");
  REQUIRE(packs_of(repository, ".idx").size() == 3);
}

void remove_indexes(const GitRepository& repository, std::size_t but = 0) {
  auto paths = packs_of(repository, ".idx");
  paths.erase(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(but));
  for (const fs::path& path : paths) fs::remove(path);
  for (const fs::path& path : packs_of(repository, ".rev")) fs::remove(path);
}

void check_holds(const GitRepository& repository,
                 const std::map<ObjectName, std::string>& expected) {
  for (const std::size_t threads : {1, 2, 8}) {
    const auto contents = contents_of(objects_of(repository), {.threads = threads});
    CHECK(contents.faults == 0);
    CHECK(contents.failed.empty());
    CHECK(contents.rootless.empty());
    CHECK((contents.objects == expected));
  }
  const auto forest = ObjectForest::read(objects_of(repository));
  CHECK(forest.notices().empty());
  for (const auto& [name, bytes] : expected) {
    const auto found = forest.find(name);
    REQUIRE(found);
    CHECK(forest.name(*found) == name);
    CHECK_FALSE(forest.is_shadowed(*found));
  }
  CHECK_FALSE(forest.find(ObjectName{}));
}

// Two packs, the second with an index of its own.
struct HalfListed {
  SoundPack listed;
  PackWriter other;
  ObjectDirectory storage;

  HalfListed() {
    other.whole(EntryType::blob, "something else");
    storage.write("pack-a.pack", listed.writer.pack());
    storage.write("pack-b.pack", other.pack());
    storage.write("pack-b.idx", other.index());
    write(index());
  }
  std::string index(OffsetForm form = OffsetForm::small) const {
    return multi_pack_index({{"pack-a.idx", &listed.writer}, {"pack-b.idx", &other}}, form);
  }
  void write(std::string_view index) const { storage.write("multi-pack-index", index); }
  ObjectForest forest() const { return ObjectForest::read(storage.path()); }
  // Each object is shown with its own bytes, or named; the other pack's always is shown.
  void check_is_sound() const {
    const auto contents = contents_of(forest());
    CHECK(contents.faults == 0);
    CHECK(contents.objects.contains(other.name(0)));
    for (const auto& [name, bytes] : contents.objects)
      if (const auto known = listed.objects.find(name); known != listed.objects.end())
        CHECK(std::any_of(listed.objects.begin(), listed.objects.end(),
                          [&bytes = bytes](const auto& one) { return one.second == bytes; }));
  }
};

}  // namespace

TEST_CASE("packs without an index are read by a multi-pack index that git wrote") {
  const GitRepository repository;
  grow_overlapping(repository, 11);
  const auto expected = objects_by_git(repository.path());
  repository.git({"multi-pack-index", "write"});
  check_holds(repository, expected);
  remove_indexes(repository, 1);
  check_holds(repository, expected);
  remove_indexes(repository);
  check_holds(repository, expected);
}

TEST_CASE("each pack may be the one whose copies a multi-pack index lists") {
  for (std::size_t preferred = 0; preferred < 3; ++preferred) {
    const GitRepository repository;
    grow_overlapping(repository, 21);
    const auto expected = objects_by_git(repository.path());
    const std::string pack = packs_of(repository, ".idx")[preferred].stem().string();
    repository.git({"multi-pack-index", "write", "--preferred-pack=" + pack + ".pack"});
    remove_indexes(repository);
    check_holds(repository, expected);
  }
}

TEST_CASE("a multi-pack index with a bitmap is read") {
  const GitRepository repository;
  grow(repository, 31, 15);
  repository.git({"repack", "-dfq", "-a", "--write-midx", "--write-bitmap-index"});
  const auto expected = objects_by_git(repository.path());
  remove_indexes(repository);
  check_holds(repository, expected);
}

TEST_CASE("a repository without indexes answers as it did with them") {
  const GitRepository repository;
  grow_overlapping(repository, 41);
  const std::string head = repository.head();
  const std::string tag = repository.git({"rev-parse", "v1"});
  const auto answers = [&] {
    auto opened = Repository::open({.path = repository.path()});
    REQUIRE(opened);
    std::string out;
    for (const std::string& revision : {std::string("HEAD"), head.substr(0, 12), tag,
                                        std::string("HEAD~5"), std::string("v1~3")}) {
      const auto commit = opened->resolve(revision);
      REQUIRE(commit);
      const auto tree = opened->tree(*commit);
      REQUIRE(tree);
      out += concat(revision, ' ', commit->hex(), ' ', opened->commit(*commit)->message, '\n');
      for (const TreeEntry& entry : (*tree)->entries()) {
        const auto id = ObjectId::parse(concat(entry.object));
        REQUIRE(id);
        const auto bytes = opened->read_blob(*id, 1u << 20);
        REQUIRE(bytes);
        CHECK(opened->object_header(*id)->size == bytes->size());
        CHECK_FALSE((!bytes->empty() && opened->read_blob(*id, bytes->size() - 1)));
        out += concat(entry.path, ' ', *bytes, '\n');
      }
    }
    CHECK_FALSE(opened->resolve("0123456789"));
    CHECK_FALSE(opened->object_header(*ObjectId::parse(std::string(40, '1'))));
    return out;
  };
  const std::string expected = answers();
  repository.git({"multi-pack-index", "write"});
  CHECK(answers() == expected);
  remove_indexes(repository, 1);
  CHECK(answers() == expected);
  remove_indexes(repository);
  CHECK(answers() == expected);
}

TEST_CASE("a multi-pack index that lies misleads nobody where packs have their own indexes") {
  const GitRepository repository;
  grow_overlapping(repository, 51);
  repository.git({"multi-pack-index", "write"});
  const std::string path = objects_of(repository) + "/pack/multi-pack-index";
  std::string index = read_file(path).value();
  // Each object is a byte further on: the rows are the last that is before the checksum.
  const std::size_t objects = objects_by_git(repository.path()).size();
  for (std::size_t row = 0; row < objects; ++row) {
    char& byte = index[index.size() - ObjectName::kSize - 8 * row - 1];
    byte = static_cast<char>(byte + 1);
  }
  fs::remove(path);
  REQUIRE(write_file(path, with_checksum(index)));
  const auto opened = Repository::open({.path = repository.path()});
  REQUIRE(opened);
  const auto head = opened->resolve("HEAD~3");
  REQUIRE(head);
  const auto tree = opened->tree(*head);
  REQUIRE(tree);
  for (const TreeEntry& entry : (*tree)->entries())
    CHECK(opened->read_blob(*ObjectId::parse(concat(entry.object)), 1u << 20));
}

TEST_CASE("large offsets and deltas of a listed pack are read") {
  const HalfListed half;
  for (const OffsetForm form : {OffsetForm::small, OffsetForm::large}) {
    half.write(half.index(form));
    CHECK(half.forest().notices().empty());
    check_sound_are_shown(contents_of(half.forest()), half.listed);
    half.check_is_sound();
  }
}

TEST_CASE("a base that the multi-pack index lists in another pack serves all the same") {
  const std::string text = "some lines\nthat stay\nin each version\n";
  PackWriter first, second;
  first.whole(EntryType::blob, text + "b");  // its copy is listed
  first.whole(EntryType::blob, text);
  second.whole(EntryType::blob, text);
  second.offset_delta(0, text + "b");
  second.offset_delta(1, text + "bc");
  const ObjectDirectory storage;
  storage.write("pack-a.pack", first.pack());
  storage.write("pack-b.pack", second.pack());
  storage.write("multi-pack-index",
                multi_pack_index({{"pack-a.idx", &first}, {"pack-b.idx", &second}}));
  const auto forest = ObjectForest::read(storage.path());
  CHECK(forest.notices().empty());
  CHECK(forest.size() == 5);
  const auto contents = contents_of(forest);
  CHECK(contents.faults == 0);
  CHECK(contents.objects.size() == 3);
  CHECK(contents.failed.empty());
  REQUIRE(contents.objects.contains(second.name(2)));
  CHECK(contents.objects.at(second.name(2)) == text + "bc");
}

TEST_CASE("a flipped byte of a multi-pack index is a notice; other packs are read") {
  const HalfListed half;
  for (const OffsetForm form : {OffsetForm::small, OffsetForm::large}) {
    const std::string index = half.index(form);
    for (std::size_t at = 0; at < index.size(); ++at) {
      std::string damaged = index;
      damaged[at] = static_cast<char>(damaged[at] ^ (at % 2 == 0 ? 0x01 : 0xff));
      half.write(damaged);
      const auto forest = half.forest();
      CHECK(forest.size() == 1);
      CHECK(forest.find(half.other.name(0)));
      REQUIRE(forest.notices().size() == 1);
      CHECK(contains(forest.notices()[0].detail, "multi-pack index"));
    }
  }
}

TEST_CASE("a multi-pack index that lies with a right checksum never makes bytes that none has") {
  const HalfListed half;
  for (const OffsetForm form : {OffsetForm::small, OffsetForm::large}) {
    const std::string index = half.index(form);
    for (std::size_t at = 0; at < index.size() - ObjectName::kSize; ++at)
      for (const int flip : {0x01, 0x08, 0xff}) {
        std::string lying = index;
        lying[at] = static_cast<char>(lying[at] ^ flip);
        half.write(with_checksum(lying));
        half.check_is_sound();
      }
  }
}

TEST_CASE("an offset outside its pack leaves the pack out with a notice") {
  for (const std::uint64_t offset : {std::uint64_t{0}, std::uint64_t{11}, SoundPack().writer.end(),
                                     std::uint64_t{1} << 40, UINT64_MAX}) {
    HalfListed half;
    half.listed.writer.claim_offset(2, offset);
    half.write(half.index(OffsetForm::large));
    const auto forest = half.forest();
    CHECK(forest.size() == 1);
    REQUIRE(forest.notices().size() == 1);
    CHECK(contains(forest.notices()[0].detail, "outside the pack"));
  }
}

TEST_CASE("more objects than the pack has leave it out with a notice") {
  HalfListed half;
  SoundPack longer;
  longer.writer.whole(EntryType::blob, "not in the pack");
  longer.writer.claim_offset(6, longer.writer.offset(5) + 1);
  half.write(multi_pack_index({{"pack-a.idx", &longer.writer}, {"pack-b.idx", &half.other}}));
  const auto forest = half.forest();
  CHECK(forest.size() == 1);
  CHECK(forest.notices().size() == 1);
}

TEST_CASE("a listed pack that is cut off or no pack is left out with a notice") {
  const HalfListed half;
  const std::string pack = half.listed.writer.pack();
  std::string wrong_magic = pack, wrong_version = pack;
  wrong_magic[0] = 'p';
  wrong_version[7] = 9;
  for (const std::string& bytes : {std::string(), pack.substr(0, 31),
                                   pack.substr(0, pack.size() / 2), wrong_magic, wrong_version}) {
    half.storage.write("pack-a.pack", bytes);
    const auto forest = half.forest();
    CHECK(forest.size() == 1);
    CHECK(forest.notices().size() == 1);
  }
}

TEST_CASE("packs that a multi-pack index lists and that are gone are a notice") {
  const HalfListed half;
  std::filesystem::remove(half.storage.path() + "/pack/pack-a.pack");
  const auto forest = half.forest();
  CHECK(forest.size() == 1);
  REQUIRE(forest.notices().size() == 1);
  CHECK(contains(forest.notices()[0].detail, "pack-a.pack"));
}

TEST_CASE("a damaged multi-pack index is a notice where it is not needed, too") {
  const HalfListed half;
  half.storage.write("pack-a.idx", half.listed.writer.index());
  CHECK(half.forest().notices().empty());
  half.write("MIDX");
  const auto forest = half.forest();
  CHECK(forest.size() == 7);
  CHECK(forest.notices().size() == 1);
}

TEST_CASE("an incremental multi-pack index is a notice where packs need it") {
  const HalfListed half;
  std::filesystem::remove(half.storage.path() + "/pack/multi-pack-index");
  CHECK(half.forest().notices().empty());  // git knows no such pack
  std::filesystem::create_directory(half.storage.path() + "/pack/multi-pack-index.d");
  half.storage.write("multi-pack-index.d/multi-pack-index-chain", std::string(40, '1') + "\n");
  REQUIRE(half.forest().notices().size() == 1);
  CHECK(contains(half.forest().notices()[0].detail, "incremental"));
  half.storage.write("pack-a.idx", half.listed.writer.index());
  CHECK(half.forest().notices().empty());
}
