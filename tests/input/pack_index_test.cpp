#include "input/pack/pack_index.h"

#include <algorithm>

#include "base/text.h"
#include "support/catch.h"
#include "support/pack_writer.h"
#include "support/random.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

constexpr std::size_t kFanout = 8;  // where it starts in version 2

// `count` entries with these first bytes of their names.
PackWriter writer_with(std::size_t count, std::string_view prefix) {
  Random random(count);
  PackWriter writer;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = concat(prefix, random.bytes(ObjectName::kSize)).substr(0, 20);
    writer.raw(ObjectName::from_bytes(name.data()), "entry");
  }
  return writer;
}

ObjectName neighbour(ObjectName name, std::size_t byte, int step) {
  name.bytes[byte] = static_cast<unsigned char>(name.bytes[byte] + step);
  return name;
}

}  // namespace

TEST_CASE("an index finds each of its names and no other, in each form") {
  for (const IndexForm form :
       {IndexForm::version_1, IndexForm::version_2, IndexForm::version_2_large_offsets})
    for (const std::size_t count : {0, 1, 2, 3, 10, 1'000}) {
      // Digests; and what somebody made so that guessing a place by the first bytes is no help.
      for (const std::string& prefix : {std::string(), std::string("\x42"), std::string(8, '\x42'),
                                        std::string(16, '\xff'), std::string(16, '\0')}) {
        const PackWriter writer = writer_with(count, prefix);
        const std::string bytes = writer.index(form);
        const auto index = PackIndex::read(bytes);
        REQUIRE(index);
        REQUIRE(index->size() == count);
        for (std::size_t i = 0; i < count; ++i) {
          const auto position = index->find(writer.name(i));
          REQUIRE(position);
          CHECK(index->name(*position) == writer.name(i));
          CHECK(index->offset(*position) == writer.offset(i));
          for (const std::size_t byte : {0, 8, 19})
            for (const int step : {-1, 1}) {
              const auto other = index->find(neighbour(writer.name(i), byte, step));
              if (other) CHECK(index->name(*other) == neighbour(writer.name(i), byte, step));
            }
        }
        CHECK_FALSE(index->find(ObjectName::from_bytes("nothing has this name")));
      }
    }
}

TEST_CASE("names that grow by powers are found: the search does not depend on how they lie") {
  PackWriter writer;
  std::vector<ObjectName> names;
  for (unsigned bit = 0; bit < 152; ++bit) {
    ObjectName name;
    name.bytes[ObjectName::kSize - 1 - bit / 8] = static_cast<unsigned char>(1u << bit % 8);
    names.push_back(name);
    writer.raw(name, "entry");
  }
  const std::string bytes = writer.index();
  const auto index = PackIndex::read(bytes);
  REQUIRE(index);
  for (const ObjectName& name : names) CHECK(index->find(name));
  for (const ObjectName& name : names) CHECK_FALSE(index->find(neighbour(name, 1, 11)));
}

TEST_CASE("names that are not in order do not lead the search astray") {
  const PackWriter writer = writer_with(200, "\x42");
  std::string bytes = writer.index();
  const std::size_t names = kFanout + 1024;
  for (std::size_t i = 0; i < 100; ++i)
    std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(names + 20 * i),
                     bytes.begin() + static_cast<std::ptrdiff_t>(names + 20 * i + 20),
                     bytes.begin() + static_cast<std::ptrdiff_t>(names + 20 * (199 - i)));
  const auto index = PackIndex::read(bytes);
  REQUIRE(index);
  for (std::size_t i = 0; i < 200; ++i) {
    const auto position = index->find(writer.name(i));
    if (position) CHECK(index->name(*position) == writer.name(i));
  }
}

TEST_CASE("an index whose tables do not fit it is refused") {
  const std::string bytes = writer_with(20, "").index();
  REQUIRE(PackIndex::read(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(PackIndex::read(bytes.substr(0, size)));
  std::string other_version = bytes;
  other_version[7] = 3;
  CHECK_FALSE(PackIndex::read(other_version));
  std::string falling = bytes;
  falling[kFanout + 3] = '\x7f';  // more names start with 0 than there are
  CHECK_FALSE(PackIndex::read(falling));
  std::string huge = bytes;
  for (std::size_t i = 0; i < 4; ++i) huge[kFanout + 1020 + i] = '\xff';
  CHECK_FALSE(PackIndex::read(huge));
}

TEST_CASE("a large offset that the table does not hold is none") {
  const PackWriter writer = writer_with(3, "");
  std::string bytes = writer.index(IndexForm::version_2_large_offsets);
  const std::size_t offsets = kFanout + 1024 + 3 * 24;
  bytes[offsets + 3] = 3;  // of three
  const auto index = PackIndex::read(bytes);
  REQUIRE(index);
  CHECK_FALSE(index->offset(0));
  CHECK(index->offset(1));
}
