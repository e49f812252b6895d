// Packs that are sound and that git would hardly make.
#include "base/file.h"
#include "base/text.h"
#include "input/forest_contents.h"
#include "support/catch.h"
#include "support/pack_writer.h"
#include "support/random.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

// Objects of the writer, by what they should be.
using Expected = std::map<ObjectName, std::string>;

std::size_t add_whole(PackWriter& writer, Expected& expected, const std::string& content) {
  expected[object_name(EntryType::blob, content)] = content;
  return writer.whole(EntryType::blob, content);
}

std::size_t add_delta(PackWriter& writer, Expected& expected, std::size_t base,
                      const std::string& content) {
  expected[object_name(EntryType::blob, content)] = content;
  return writer.offset_delta(base, content);
}

void check_contents(const std::string& directory, const Expected& expected,
                    const WalkLimits& limits = {}) {
  const auto contents = contents_of(directory, limits);
  CHECK(contents.faults == 0);
  CHECK(contents.failed.empty());
  CHECK(contents.rootless.empty());
  CHECK((contents.objects == expected));
}

// A base, and a delta that names it.
struct Thin {
  std::string base = "a base that another pack holds\n";
  std::string target = "a base that another pack does not hold\n";
  Expected expected = {{object_name(EntryType::blob, base), base},
                       {object_name(EntryType::blob, target), target}};

  PackWriter bases() const {
    PackWriter writer;
    writer.whole(EntryType::blob, base);
    return writer;
  }
  PackWriter deltas() const {
    PackWriter writer;
    writer.name_delta(object_name(EntryType::blob, base), target, delta_between(base, target));
    return writer;
  }
};

}  // namespace

TEST_CASE("a chain of 4,000 deltas is walked to its end, also with no memory to spare") {
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  PackWriter writer;
  Expected expected;
  std::string content = "version 0\n" + std::string(500, '.');
  std::size_t last = add_whole(writer, expected, content);
  for (int i = 1; i <= 4'000; ++i) {
    content.replace(0, content.find('\n'), concat("version ", i));
    last = add_delta(writer, expected, last, content);
    if (i % 3 == 0) add_delta(writer, expected, last, content + "a branch");
  }
  writer.write(directory->path(), "chain");
  check_contents(directory->path(), expected);
  for (const std::size_t threads : {1, 8})
    check_contents(directory->path(), expected, {.threads = threads, .memory = 0});
}

TEST_CASE("a tree of deltas of any shape has the same bytes for any memory and threads") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    Random random(seed);
    const auto directory = TemporaryDirectory::create("foureyes-test");
    REQUIRE(directory);
    PackWriter writer;
    Expected expected;
    std::vector<std::pair<std::size_t, std::string>> made;
    for (int i = 0; i < 300; ++i) {
      std::string content = random.bytes(200 + random.below(3'000));
      if (random.below(20) == 0 || made.empty()) {
        made.emplace_back(add_whole(writer, expected, content), content);
        continue;
      }
      // Often the last one, so that there are deep ways with branches.
      const auto [base, text] = random.below(3) > 0 ? made.back() : made[random.below(made.size())];
      content = text;
      content.insert(random.below(content.size()), random.bytes(1 + random.below(50)));
      made.emplace_back(add_delta(writer, expected, base, content), content);
    }
    writer.write(directory->path(), "tree");
    for (const std::uint64_t memory : {0, 3'000, 10'000, 1'000'000})
      for (const std::size_t threads : {1, 2, 8})
        check_contents(directory->path(), expected, {.threads = threads, .memory = memory});
  }
}

TEST_CASE("a delta whose base is in another pack is built on it, whichever pack comes first") {
  const Thin thin;
  for (const auto& [bases, deltas] : {std::pair{"a", "b"}, {"b", "a"}}) {
    const auto directory = TemporaryDirectory::create("foureyes-test");
    REQUIRE(directory);
    thin.bases().write(directory->path(), bases);
    thin.deltas().write(directory->path(), deltas);
    check_contents(directory->path(), thin.expected);
  }
}

TEST_CASE("a shadowed copy is shown no second time and still carries what is built on it") {
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  const Thin thin;
  thin.bases().write(directory->path(), "a");
  PackWriter both = thin.bases();
  both.offset_delta(0, thin.target);
  both.write(directory->path(), "b");
  thin.deltas().write(directory->path(), "c");
  check_contents(directory->path(), thin.expected);
}

TEST_CASE("objects of all types, whole and as deltas, in one pack") {
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  PackWriter writer;
  Expected expected;
  for (const EntryType type : {EntryType::commit, EntryType::tree, EntryType::blob, EntryType::tag})
    for (const std::string content : {"", "one", "two"}) {
      writer.whole(type, content);
      expected[object_name(type, content)] = content;
    }
  const std::size_t base = add_whole(writer, expected, "the base");
  add_delta(writer, expected, base, "");
  add_delta(writer, expected, base, "the base and more");
  writer.write(directory->path(), "types");
  const auto contents = contents_of(directory->path());
  CHECK((contents.objects == expected));
  CHECK(contents.failed.empty());
}

TEST_CASE("what weighs most below an object comes last among what is built on it") {
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  PackWriter writer;
  Random random(1);
  const std::string content = random.bytes(1'000);
  const std::size_t root = writer.whole(EntryType::blob, content);
  writer.offset_delta(root, content + random.bytes(500));
  writer.offset_delta(root, content + "light");
  writer.offset_delta(root, content + "lighter");
  writer.write(directory->path(), "order");
  const auto forest = ObjectForest::read(directory->path());
  const auto children = forest.children(0);
  CHECK((std::vector(children.begin(), children.end()) == std::vector<ForestIndex>{2, 3, 1}));
  REQUIRE(forest.roots().size() == 1);
  CHECK(forest.roots()[0].objects == 4);
  CHECK(forest.roots()[0].packed_size == writer.end() - 12);
}

TEST_CASE("a base stays at hand while what is built on a shadowed one is shown") {
  const std::string text = "some lines\nthat stay\nin each version\n";
  PackWriter first, second;
  first.whole(EntryType::blob, text + "b");
  second.whole(EntryType::blob, text);
  second.offset_delta(0, text + "b");  // the first pack's copy counts
  second.offset_delta(1, text + "bc");
  second.offset_delta(0, text + Random(1).bytes(500));  // much: its base is left for it last
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  first.write(directory->path(), "a");
  second.write(directory->path(), "b");
  const auto contents = contents_of(directory->path());
  CHECK(contents.faults == 0);
  CHECK(contents.objects.size() == 4);
}
