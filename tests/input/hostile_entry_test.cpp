// Entries that lie, or that were made to do damage: what is sound is still shown.
#include "input/sound_pack.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

// Of a sound pack with more objects, none of which can be shown.
ForestContents contents_with(const SoundPack& sound, const WalkLimits& limits = {}) {
  const ObjectDirectory storage;
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

TEST_CASE("deltas that lead back to themselves have no root") {
  SoundPack sound;
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
  SoundPack sound;
  sound.writer.name_delta(kNobody, "x", delta_between("nobody", "x"));
  const std::string delta = delta_between("nobody", "y");
  for (const std::uint64_t back : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 40})
    sound.writer.raw(
        object_name(EntryType::blob, concat("y", back)),
        entry_head(EntryType::offset_delta, delta.size()) + way_back(back) + zlib_stream(delta));
  CHECK(contents_with(sound).rootless.size() == 4);
}

TEST_CASE("heads that are none have no root") {
  SoundPack sound;
  int number = 0;
  for (const std::string& packed :
       {std::string(60, '\xff'), std::string(60, '\xbf'), std::string(60, '\0'),
        std::string(1, '\xb0'), entry_head(static_cast<EntryType>(5), 3) + zlib_stream("abc"),
        entry_head(EntryType::offset_delta, 3) + std::string(60, '\xff')})
    sound.writer.raw(object_name(EntryType::blob, concat("z", ++number)), packed);
  CHECK(contents_with(sound).rootless.size() == 6);
}

TEST_CASE("a delta that lies is not applied, nor what is built on it") {
  const std::string base = SoundPack().objects.at(SoundPack().writer.name(0));
  const std::string sizes = delta_size(base.size());
  const std::string huge = delta_size(4 * kGigabyte);
  for (const std::string& delta :
       {sizes + huge + copy_run(0, 10), sizes + delta_size(UINT64_MAX >> 2) + copy_run(0, 10),
        huge + delta_size(10) + copy_run(0, 10), sizes + delta_size(10) + copy_run(UINT32_MAX, 10),
        sizes + delta_size(10) + copy_run(30, 10), sizes + delta_size(10) + copy_run(0, 9),
        sizes + delta_size(10) + std::string(1, '\0'), sizes, std::string(),
        std::string(40, '\xff')}) {
    SoundPack sound;
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
    SoundPack sound;
    sound.writer.raw(object_name(EntryType::blob, "bomb"),
                     entry_head(EntryType::blob, says) + zlib_stream(data));
    const std::string delta = entry_head(EntryType::offset_delta, says) +
                              way_back(sound.writer.end() - sound.writer.offset(0));
    sound.writer.raw(object_name(EntryType::blob, "delta"), delta + zlib_stream(data));
    CHECK(contents_with(sound).failed.size() == 2);
  }
}

TEST_CASE("objects above the limit are not shown, nor what is built on them") {
  SoundPack sound;
  const std::string large(2'000, 'x');
  const std::size_t root = sound.writer.whole(EntryType::blob, large);
  sound.writer.offset_delta(root, large.substr(0, 10));
  CHECK(contents_with(sound, {.object_limit = 1'999}).failed.size() == 2);
}

TEST_CASE("deltas that multiply end at the bound of expansion, the same for all threads") {
  SoundPack sound;
  const std::string megabyte(1'000'000, 'x');
  std::size_t last = sound.writer.whole(EntryType::blob, megabyte);
  for (int i = 0; i < 100; ++i) last = sound.writer.offset_delta(last, concat(megabyte, i));
  const ObjectDirectory storage;
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
  const ObjectDirectory storage;
  writer.write(storage.path(), "again");
  const WalkLimits limits{.memory = 0, .expansion = {.factor = 1, .floor = 200'000'000}};
  const auto contents = contents_of(storage.path(), limits);
  CHECK(contents.objects.size() > 310);
  CHECK(contents.failed.size() > 100);  // with memory none would be
  CHECK(contents_of(storage.path(), {.memory = 0}).failed.empty());
}
