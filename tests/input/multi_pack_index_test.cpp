#include "input/pack/multi_pack_index.h"

#include <algorithm>

#include "base/text.h"
#include "input/pack/pack_index.h"
#include "support/catch.h"
#include "support/pack_writer.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

constexpr std::size_t kChunkTable = 12;
constexpr std::size_t kChunkRow = 12;

// Two packs; the second holds the object of the first too.
struct TwoPacks {
  PackWriter first, second;
  std::string small, large;

  TwoPacks() {
    first.whole(EntryType::blob, "in both");
    first.whole(EntryType::blob, "in the first");
    second.whole(EntryType::blob, "in the second");
    second.whole(EntryType::blob, "in both");
    small = multi_pack_index(packs());
    large = multi_pack_index(packs(), OffsetForm::large);
  }
  std::vector<NamedPack> packs() const { return {{"pack-a.idx", &first}, {"pack-b.idx", &second}}; }
};

std::string what_is_wrong(const std::string& bytes) {
  const auto index = MultiPackIndex::read(bytes);
  if (!index) return index.error().what;
  const auto rows = index->rows(std::vector<bool>(index->packs().size(), true));
  return rows ? "" : rows.error().what;
}

std::string put(std::string bytes, std::size_t at, std::string_view in) {
  return with_checksum(bytes.replace(at, in.size(), in));
}

// Where the chunk starts.
std::size_t chunk(const std::string& bytes, std::string_view name) {
  const std::size_t row = bytes.find(name, kChunkTable);
  return static_cast<unsigned char>(bytes[row + 10]) * std::size_t{256} +
         static_cast<unsigned char>(bytes[row + 11]);
}

}  // namespace

TEST_CASE("a multi-pack index lists each object once, with its pack and offset, in each form") {
  const TwoPacks two;
  for (const std::string& bytes : {two.small, two.large}) {
    const auto index = MultiPackIndex::read(bytes);
    REQUIRE(index);
    CHECK(index->size() == 3);
    REQUIRE(index->packs().size() == 2);
    CHECK(index->packs()[1] == "pack-b.idx");
    const auto rows = index->rows({true, true});
    REQUIRE(rows);
    const PackIndex first = PackIndex::of_rows((*rows)[0]);
    const PackIndex second = PackIndex::of_rows((*rows)[1]);
    REQUIRE(first.size() == 2);
    REQUIRE(second.size() == 1);
    for (std::size_t entry = 0; entry < 2; ++entry) {
      const auto position = first.find(two.first.name(entry));
      REQUIRE(position);
      CHECK(first.offset(*position) == two.first.offset(entry));
      CHECK_FALSE(first.checksum(*position));
    }
    CHECK(second.name(0) == two.second.name(0));
    CHECK(second.offset(0) == two.second.offset(0));
    CHECK_FALSE(second.find(two.second.name(1)));
    CHECK(index->rows({false, true})->front().empty());
  }
}

TEST_CASE("a multi-pack index without packs or objects is none the worse") {
  const PackWriter empty;
  CHECK(what_is_wrong(multi_pack_index({})).empty());
  CHECK(what_is_wrong(multi_pack_index({{"a.idx", &empty}})).empty());
}

TEST_CASE("a multi-pack index that is cut off or has a flipped byte is refused") {
  const TwoPacks two;
  for (const std::string& bytes : {two.small, two.large}) {
    REQUIRE(what_is_wrong(bytes).empty());
    for (std::size_t size = 0; size < bytes.size(); ++size)
      CHECK_FALSE(what_is_wrong(bytes.substr(0, size)).empty());
    for (std::size_t at = 0; at < bytes.size(); ++at)
      for (const int flip : {0x01, 0x80, 0xff}) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ flip);
        CHECK_FALSE(what_is_wrong(damaged).empty());
      }
  }
}

TEST_CASE("what a multi-pack index claims is not believed, though its checksum is right") {
  const TwoPacks two;
  const std::string& good = two.small;
  const std::size_t names = chunk(good, "PNAM"), places = chunk(good, "OOFF");
  CHECK(contains(what_is_wrong(put(good, 4, "\2")), "version"));
  CHECK(contains(what_is_wrong(put(good, 5, "\2")), "SHA-256"));
  CHECK(contains(what_is_wrong(put(good, 5, "\3")), "digest"));
  CHECK(contains(what_is_wrong(put(good, 6, "\377")), "cut off"));
  CHECK(contains(what_is_wrong(put(good, 6, "\3")), "table of its chunks"));
  CHECK(contains(what_is_wrong(put(good, 7, "\1")), "builds on others"));
  CHECK(contains(what_is_wrong(put(good, 11, "\3")), "none of this directory"));  // in the padding
  CHECK(contains(what_is_wrong(put(good, 8, "\377")), "pack"));
  CHECK(contains(what_is_wrong(put(good, names + 4, "/")), "none of this directory"));
  CHECK(contains(what_is_wrong(put(good, names + 9, "y")), "none of this directory"));
  CHECK(contains(what_is_wrong(put(good, names + 5, "z")), "not in order"));
  CHECK(contains(what_is_wrong(put(good, names + 5, "b")), "not in order"));  // the same twice
  CHECK(contains(what_is_wrong(put(good, places + 3, "\2")), "pack that it lacks"));
  CHECK(contains(what_is_wrong(put(good, places, "\377")), "pack that it lacks"));
  CHECK(contains(what_is_wrong(put(two.large, chunk(two.large, "OOFF") + 7, "\3")),
                 "large offset that it lacks"));
  CHECK(contains(what_is_wrong(put(two.large, chunk(two.large, "OOFF") + 4, "\377")),
                 "large offset that it lacks"));
  // Without a table of large ones the highest bit is one of the offset.
  CHECK(what_is_wrong(put(good, places + 4, "\200")).empty());
}

TEST_CASE("chunks that overlap, stand outside, come twice or not at all are refused") {
  const TwoPacks two;
  const std::string& good = two.small;
  for (std::size_t row = 0; row < 5; ++row) {
    const std::size_t start = kChunkTable + row * kChunkRow + 4;
    for (const std::string_view where :
         {std::string_view("\377\377\377\377\377\377\377\377", 8), std::string_view("\0\0\0\0", 4),
          std::string_view("\0\0\0\0\0\0\0\0", 8), std::string_view("\0\0\0\0\0\0\0\1", 8),
          std::string_view("\0\0\0\0\0\0\1\0", 8), std::string_view("\0\0\0\0\0\0\4\1", 8)}) {
      if (good.compare(start, where.size(), where) == 0) continue;
      CHECK_FALSE(what_is_wrong(put(good, start, where)).empty());
    }
  }
  for (const std::string_view name : {"PNAM", "OIDF", "OIDL", "OOFF"}) {
    CHECK(contains(what_is_wrong(put(good, good.find(name), "XXXX")), "lacks a chunk"));
    if (name != "PNAM") CHECK(contains(what_is_wrong(put(good, good.find(name), "PNAM")), "twice"));
  }
  const std::size_t fanout = chunk(good, "OIDF");
  CHECK(contains(what_is_wrong(put(good, fanout, "\1")), "counts"));
  CHECK(contains(what_is_wrong(put(good, fanout + 1020, "\377")), "size"));
  CHECK(contains(what_is_wrong(put(good, fanout + 1023, "\4")), "size"));
}
