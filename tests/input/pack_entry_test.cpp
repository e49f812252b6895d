#include "input/pack/pack_entry.h"

#include "base/text.h"
#include "support/catch.h"
#include "support/pack_writer.h"
#include "support/random.h"

using namespace foureyes;
using namespace foureyes::test;

TEST_CASE("the head of an entry says its type, its size and where its base is") {
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{15}, std::uint64_t{16}, std::uint64_t{2047},
        std::uint64_t{2048}, std::uint64_t{5} << 30, (std::uint64_t{1} << 60) - 1}) {
    for (const EntryType type :
         {EntryType::commit, EntryType::tree, EntryType::blob, EntryType::tag}) {
      const std::string bytes = entry_head(type, size);
      const auto head = read_entry_head(bytes + "data");
      REQUIRE(head);
      CHECK(head->type == type);
      CHECK(head->size == size);
      CHECK(head->length == bytes.size());
    }
  }
}

TEST_CASE("the way back to a base is read in each of its lengths") {
  for (unsigned bits = 0; bits < 45; ++bits)
    for (const std::uint64_t distance : {(std::uint64_t{1} << bits) - 1, std::uint64_t{1} << bits,
                                         (std::uint64_t{1} << bits) + 1}) {
      const std::string bytes = entry_head(EntryType::offset_delta, 7) + way_back(distance);
      const auto head = read_entry_head(bytes);
      REQUIRE(head);
      CHECK(head->back == distance);
      CHECK(head->length == bytes.size());
    }
}

TEST_CASE("what is no head is refused") {
  CHECK_FALSE(read_entry_head(""));
  CHECK_FALSE(read_entry_head(entry_head(EntryType::none, 1)));
  CHECK_FALSE(read_entry_head(entry_head(static_cast<EntryType>(5), 1)));
  CHECK_FALSE(read_entry_head(std::string(1, '\xb0')));                  // cut off
  CHECK_FALSE(read_entry_head(std::string(50, '\xff')));                 // no end
  CHECK_FALSE(read_entry_head(entry_head(EntryType::offset_delta, 1)));  // no way
  CHECK_FALSE(read_entry_head(entry_head(EntryType::offset_delta, 1) + std::string(50, '\xff')));
  CHECK_FALSE(read_entry_head(entry_head(EntryType::name_delta, 1) + std::string(19, 'n')));
}

TEST_CASE("an entry inflates to exactly its size") {
  Random random(1);
  EntryInflater inflater;
  for (const std::size_t size : {0, 1, 100, 100'000}) {
    const std::string data = random.text(size, "abc");
    const std::string stream = zlib_stream(data);
    std::string target(size, '?');
    CHECK(inflater.inflate(stream + "what follows", target.data(), size));
    CHECK((target == data));
    std::string roomy(size + 1, '?');
    CHECK_FALSE(inflater.inflate(stream, roomy.data(), size + 1));
    if (size > 0) CHECK_FALSE(inflater.inflate(stream, target.data(), size - 1));
    for (const std::size_t cut : {1, 4, 5})
      CHECK_FALSE(inflater.inflate(stream.substr(0, stream.size() - cut), target.data(), size));
    std::string wrong = stream;
    wrong.back() ^= 1;  // the checksum
    CHECK_FALSE(inflater.inflate(wrong, target.data(), size));
  }
}
