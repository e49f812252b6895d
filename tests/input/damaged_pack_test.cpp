// Packs and indexes that are damaged: what is sound is still shown, the rest is named.
#include <algorithm>

#include "input/sound_pack.h"

using namespace foureyes;
using namespace foureyes::test;

TEST_CASE("a flipped byte of a pack loses the entry that has it and what is built on it, no more") {
  const SoundPack sound;
  const std::string pack = sound.writer.pack();
  const ObjectDirectory storage;
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
  const SoundPack sound;
  for (const IndexForm form :
       {IndexForm::version_1, IndexForm::version_2, IndexForm::version_2_large_offsets}) {
    const std::string index = sound.writer.index(form);
    const ObjectDirectory storage;
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
  const SoundPack sound;
  PackWriter other;
  other.whole(EntryType::blob, "something else");
  const std::string pack = sound.writer.pack();
  std::string wrong_trailer = pack, wrong_magic = pack, wrong_version = pack;
  wrong_trailer.back() ^= 1;
  wrong_magic[0] = 'p';
  wrong_version[7] = 9;
  std::vector<std::string> packs = {other.pack(), wrong_trailer, wrong_magic, wrong_version};
  for (std::size_t size = 0; size < pack.size(); size += 7) packs.push_back(pack.substr(0, size));
  const ObjectDirectory storage;
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
  const ObjectDirectory storage;
  storage.write("a.idx", SoundPack().writer.index());
  storage.write("b.pack", SoundPack().writer.pack());
  const auto forest = ObjectForest::read(storage.path());
  CHECK(forest.size() == 0);
  REQUIRE(forest.notices().size() == 1);
  CHECK(contains(forest.notices()[0].detail, "a.idx"));
}

TEST_CASE("an index that points outside the pack is not used") {
  for (const std::uint64_t offset : {std::uint64_t{0}, std::uint64_t{11}, std::uint64_t{1} << 40,
                                     UINT64_MAX, SoundPack().writer.end()}) {
    SoundPack sound;
    sound.writer.claim_offset(2, offset);
    const ObjectDirectory storage;
    sound.writer.write(storage.path(), "a", IndexForm::version_2_large_offsets);
    const auto forest = ObjectForest::read(storage.path());
    CHECK(forest.size() == 0);
    CHECK(forest.notices().size() == 1);
  }
}

TEST_CASE("an index that points into an entry loses that entry and what the index meant") {
  SoundPack sound;
  sound.writer.claim_offset(5, sound.writer.offset(4) + 1);
  const ObjectDirectory storage;
  sound.writer.write(storage.path(), "a");
  const auto contents = contents_of(storage.path());
  CHECK(contents.objects.size() == 4);
  for (const auto& [name, bytes] : contents.objects) CHECK(sound.objects.at(name) == bytes);
  CHECK(contents.failed.size() + contents.rootless.size() == 2);
}

TEST_CASE("two names for one entry do no harm") {
  SoundPack sound;
  sound.writer.claim_offset(1, sound.writer.offset(0));
  const ObjectDirectory storage;
  sound.writer.write(storage.path(), "a");
  const auto contents = contents_of(storage.path());
  CHECK(contents.faults == 0);
  CHECK(contents.objects.contains(sound.writer.name(4)));
}
