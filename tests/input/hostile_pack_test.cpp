// Packs that are damaged, or made to do damage: what is sound is still shown, the rest is named.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "base/text.h"
#include "input/forest_contents.h"
#include "support/catch.h"
#include "support/pack_writer.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

class Storage {
 public:
  Storage() : directory_(TemporaryDirectory::create("foureyes-test")) {
    REQUIRE(directory_);
    std::filesystem::create_directory(path() + "/pack");
  }
  const std::string& path() const { return directory_->path(); }
  void write(std::string_view file, std::string_view bytes) const {
    const std::string whole_path = concat(path(), "/pack/", file);
    std::filesystem::remove(whole_path);  // replacing what it holds may wait for the disk
    std::ofstream(whole_path, std::ios::binary) << bytes;
  }

 private:
  Result<TemporaryDirectory> directory_;
};

// Two roots, a chain, a branch.
struct Sound {
  PackWriter writer;
  std::map<ObjectName, std::string> objects;
  std::vector<std::size_t> base_of;

  Sound() {
    const std::string text = "some lines\nthat stay\nin each version\n";
    add(writer.whole(EntryType::blob, text), 0, text);
    add(writer.offset_delta(0, text + "b"), 0, text + "b");
    add(writer.offset_delta(1, text + "bc"), 1, text + "bc");
    add(writer.offset_delta(0, "d" + text), 0, "d" + text);
    add(writer.whole(EntryType::tree, "a tree"), 4, "a tree");
    const std::string by_name = text + "by name";
    add(writer.name_delta(writer.name(3), by_name, delta_between("d" + text, by_name)), 3, by_name);
  }

  // Whether the entry, or one that it is built on, has bytes there.
  bool is_touched(std::size_t entry, std::uint64_t at) const {
    const std::uint64_t end = entry + 1 < base_of.size() ? writer.offset(entry + 1) : writer.end();
    if (writer.offset(entry) <= at && at < end) return true;
    return base_of[entry] != entry && is_touched(base_of[entry], at);
  }

 private:
  void add(std::size_t entry, std::size_t base, const std::string& content) {
    objects[writer.name(entry)] = content;
    base_of.push_back(base);
  }
};

void check_sound_are_shown(const ForestContents& contents, const Sound& sound) {
  for (const auto& [name, bytes] : sound.objects) {
    const auto found = contents.objects.find(name);
    REQUIRE(found != contents.objects.end());
    CHECK(found->second == bytes);
  }
}

// Of a sound pack with more objects, none of which can be shown.
ForestContents contents_with(const Sound& sound, const WalkLimits& limits = {}) {
  const Storage storage;
  sound.writer.write(storage.path(), "made");
  auto contents = contents_of(storage.path(), limits);
  check_sound_are_shown(contents, sound);
  CHECK(contents.objects.size() == sound.objects.size());
  CHECK(contents.faults == 0);
  return contents;
}

const ObjectName kNobody = ObjectName::from_bytes("twenty bytes of name");
constexpr std::uint64_t kGigabyte = std::uint64_t{1} << 30;

}  // namespace

TEST_CASE("a flipped byte of a pack loses the entry that has it and what is built on it, no more") {
  const Sound sound;
  const std::string pack = sound.writer.pack();
  const Storage storage;
  storage.write("a.idx", sound.writer.index());
  for (std::size_t at = 12; at < pack.size() - ObjectName::kSize; ++at) {
    for (const int flip : {0x01, 0x10, 0x80, 0xff}) {
      std::string damaged = pack;
      damaged[at] = static_cast<char>(damaged[at] ^ flip);
      storage.write("a.pack", damaged);
      const auto contents = contents_of(storage.path());
      CHECK(contents.faults == 0);
      CHECK(contents.objects.size() + contents.failed.size() + contents.rootless.size() ==
            sound.objects.size());
      for (std::size_t entry = 0; entry < sound.base_of.size(); ++entry) {
        const ObjectName& name = sound.writer.name(entry);
        const auto found = contents.objects.find(name);
        CHECK((found == contents.objects.end()) == sound.is_touched(entry, at));
        if (found != contents.objects.end()) CHECK(found->second == sound.objects.at(name));
      }
    }
  }
}

TEST_CASE("a flipped byte of an index never makes bytes that no object has") {
  const Sound sound;
  for (const IndexForm form :
       {IndexForm::version_1, IndexForm::version_2, IndexForm::version_2_large_offsets}) {
    const std::string index = sound.writer.index(form);
    const Storage storage;
    storage.write("a.pack", sound.writer.pack());
    for (std::size_t at = 0; at < index.size(); ++at) {
      std::string damaged = index;
      damaged[at] = static_cast<char>(damaged[at] ^ (at % 2 == 0 ? 0x01 : 0xff));
      storage.write("a.idx", damaged);
      const auto forest = ObjectForest::read(storage.path());
      CHECK(forest.size() == (forest.notices().empty() ? sound.objects.size() : 0));
      const auto contents = contents_of(forest);
      CHECK(contents.faults == 0);
      for (const auto& object : contents.objects)
        CHECK(std::any_of(sound.objects.begin(), sound.objects.end(),
                          [&](const auto& other) { return other.second == object.second; }));
    }
  }
}

TEST_CASE("a pack that is cut off, or that its index does not know, is left out with a notice") {
  const Sound sound;
  PackWriter other;
  other.whole(EntryType::blob, "something else");
  const std::string pack = sound.writer.pack();
  std::string wrong_trailer = pack, wrong_magic = pack, wrong_version = pack;
  wrong_trailer.back() ^= 1;
  wrong_magic[0] = 'p';
  wrong_version[7] = 9;
  std::vector<std::string> packs = {other.pack(), wrong_trailer, wrong_magic, wrong_version};
  for (std::size_t size = 0; size < pack.size(); size += 7) packs.push_back(pack.substr(0, size));
  const Storage storage;
  storage.write("a.idx", sound.writer.index());
  for (const std::string& bytes : packs) {
    storage.write("a.pack", bytes);
    storage.write("b.idx", other.index());
    storage.write("b.pack", other.pack());
    const auto forest = ObjectForest::read(storage.path());
    CHECK(forest.notices().size() == 1);
    CHECK(forest.size() == 1);  // of the other pack
  }
}

TEST_CASE("an index without its pack is a notice; a pack without its index is nothing") {
  const Storage storage;
  storage.write("a.idx", Sound().writer.index());
  storage.write("b.pack", Sound().writer.pack());
  const auto forest = ObjectForest::read(storage.path());
  CHECK(forest.size() == 0);
  REQUIRE(forest.notices().size() == 1);
  CHECK(contains(forest.notices()[0].detail, "a.idx"));
}

TEST_CASE("an index that points outside the pack is not used") {
  for (const std::uint64_t offset : {std::uint64_t{0}, std::uint64_t{11}, std::uint64_t{1} << 40,
                                     UINT64_MAX, Sound().writer.end()}) {
    Sound sound;
    sound.writer.claim_offset(2, offset);
    const Storage storage;
    sound.writer.write(storage.path(), "a", IndexForm::version_2_large_offsets);
    const auto forest = ObjectForest::read(storage.path());
    CHECK(forest.size() == 0);
    CHECK(forest.notices().size() == 1);
  }
}

TEST_CASE("an index that points into an entry loses that entry and what the index meant") {
  Sound sound;
  sound.writer.claim_offset(5, sound.writer.offset(4) + 1);
  const Storage storage;
  sound.writer.write(storage.path(), "a");
  const auto contents = contents_of(storage.path());
  CHECK(contents.objects.size() == 4);
  for (const auto& [name, bytes] : contents.objects) CHECK(sound.objects.at(name) == bytes);
  CHECK(contents.failed.size() + contents.rootless.size() == 2);
}

TEST_CASE("two names for one entry do no harm") {
  Sound sound;
  sound.writer.claim_offset(1, sound.writer.offset(0));
  const Storage storage;
  sound.writer.write(storage.path(), "a");
  const auto contents = contents_of(storage.path());
  CHECK(contents.faults == 0);
  CHECK(contents.objects.contains(sound.writer.name(4)));
}

TEST_CASE("deltas that lead back to themselves have no root") {
  Sound sound;
  const ObjectName a = object_name(EntryType::blob, "a"), b = object_name(EntryType::blob, "b");
  sound.writer.name_delta(a, "b", delta_between("a", "b"));
  sound.writer.name_delta(b, "a", delta_between("b", "a"));
  sound.writer.name_delta(a, "c", delta_between("a", "c"));
  const ObjectName itself = object_name(EntryType::blob, "itself");
  sound.writer.name_delta(itself, "itself", delta_between("itself", "itself"));
  const auto contents = contents_with(sound);
  CHECK(contents.rootless.size() == 4);
  CHECK(contents.failed.empty());
}

TEST_CASE("deltas whose base is nowhere have no root") {
  Sound sound;
  sound.writer.name_delta(kNobody, "x", delta_between("nobody", "x"));
  const std::string delta = delta_between("nobody", "y");
  for (const std::uint64_t back : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 40})
    sound.writer.raw(
        object_name(EntryType::blob, concat("y", back)),
        entry_head(EntryType::offset_delta, delta.size()) + way_back(back) + zlib_stream(delta));
  CHECK(contents_with(sound).rootless.size() == 4);
}

TEST_CASE("heads that are none have no root") {
  Sound sound;
  int number = 0;
  for (const std::string& packed :
       {std::string(60, '\xff'), std::string(60, '\xbf'), std::string(60, '\0'),
        std::string(1, '\xb0'), entry_head(static_cast<EntryType>(5), 3) + zlib_stream("abc"),
        entry_head(EntryType::offset_delta, 3) + std::string(60, '\xff')})
    sound.writer.raw(object_name(EntryType::blob, concat("z", ++number)), packed);
  CHECK(contents_with(sound).rootless.size() == 6);
}

TEST_CASE("a delta that lies is not applied, nor what is built on it") {
  const std::string base = Sound().objects.at(Sound().writer.name(0));
  const std::string sizes = delta_size(base.size());
  const std::string huge = delta_size(4 * kGigabyte);
  for (const std::string& delta :
       {sizes + huge + copy_run(0, 10), sizes + delta_size(UINT64_MAX >> 2) + copy_run(0, 10),
        huge + delta_size(10) + copy_run(0, 10), sizes + delta_size(10) + copy_run(UINT32_MAX, 10),
        sizes + delta_size(10) + copy_run(30, 10), sizes + delta_size(10) + copy_run(0, 9),
        sizes + delta_size(10) + std::string(1, '\0'), sizes, std::string(),
        std::string(40, '\xff')}) {
    Sound sound;
    const std::size_t liar = sound.writer.offset_delta(0, "liar", delta);
    sound.writer.offset_delta(liar, "a child of the liar");
    const auto contents = contents_with(sound);
    CHECK(contents.failed.size() == 2);
    CHECK(contents.rootless.empty());
  }
}

TEST_CASE("an entry that says a size which its stream does not have is not shown") {
  const std::string large(3'000'000, 'x');
  for (const auto& [says, data] : std::initializer_list<std::pair<std::uint64_t, std::string>>{
           {10, large},                      // a bomb
           {250u << 20, "a hundred bytes"},  // memory for nothing
           {kGigabyte << 20, "a hundred bytes"},
           {large.size() + 1, large},
           {large.size() - 1, large},
           {0, "more than nothing"}}) {
    Sound sound;
    sound.writer.raw(object_name(EntryType::blob, "bomb"),
                     entry_head(EntryType::blob, says) + zlib_stream(data));
    const std::string delta = entry_head(EntryType::offset_delta, says) +
                              way_back(sound.writer.end() - sound.writer.offset(0));
    sound.writer.raw(object_name(EntryType::blob, "delta"), delta + zlib_stream(data));
    CHECK(contents_with(sound).failed.size() == 2);
  }
}

TEST_CASE("objects above the limit are not shown, nor what is built on them") {
  Sound sound;
  const std::string large(2'000, 'x');
  const std::size_t root = sound.writer.whole(EntryType::blob, large);
  sound.writer.offset_delta(root, large.substr(0, 10));
  CHECK(contents_with(sound, {.object_limit = 1'999}).failed.size() == 2);
}

TEST_CASE("deltas that multiply end at the bound of expansion, the same for all threads") {
  Sound sound;
  const std::string megabyte(1'000'000, 'x');
  std::size_t last = sound.writer.whole(EntryType::blob, megabyte);
  for (int i = 0; i < 100; ++i) last = sound.writer.offset_delta(last, concat(megabyte, i));
  const Storage storage;
  sound.writer.write(storage.path(), "bomb");
  const auto forest = ObjectForest::read(storage.path());
  WalkLimits limits;
  CHECK(contents_of(forest, limits).failed.empty());
  limits.expansion = {.factor = 100, .floor = 40'000'000};
  const auto bounded = contents_of(forest, limits);
  check_sound_are_shown(bounded, sound);
  std::size_t written = 0;
  for (const auto& object : bounded.objects) written += object.second.size();
  CHECK(written > 30'000'000);
  CHECK(written <= 40'000'000);
  CHECK(bounded.objects.size() + bounded.failed.size() == forest.size());
  for (const std::size_t threads : {2, 8}) {
    limits.threads = threads;
    CHECK((contents_of(forest, limits).failed == bounded.failed));
  }
}

TEST_CASE("a base that is made again and again does not keep the walk busy for ever") {
  PackWriter writer;
  std::string content = "0" + std::string(100'000, 'x');
  std::size_t last = writer.whole(EntryType::blob, content);
  for (int i = 1; i < 300; ++i) last = writer.offset_delta(last, concat(i, content));
  const std::string base = concat(299, content);
  for (int i = 0; i < 300; ++i) {
    const std::size_t child = writer.offset_delta(last, concat(base, "child", i));
    writer.offset_delta(child, concat(base, "child", i, "of child"));
  }
  const Storage storage;
  writer.write(storage.path(), "again");
  const WalkLimits limits{.memory = 0, .expansion = {.factor = 1, .floor = 200'000'000}};
  const auto contents = contents_of(storage.path(), limits);
  CHECK(contents.objects.size() > 310);
  CHECK(contents.failed.size() > 100);  // with memory none would be
  CHECK(contents_of(storage.path(), {.memory = 0}).failed.empty());
}
