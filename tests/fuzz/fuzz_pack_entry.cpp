// layer: input
// Any bytes read as an entry of a pack: nothing is written past the size that was asked for, and
// only one size is the right one.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/check.h"
#include "input/pack/pack_entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto head = read_entry_head(bytes);
  if (!head) return 0;
  CHECK(head->length <= size, "a head is longer than its bytes");
  CHECK(read_entry_head(bytes.substr(0, head->length)).has_value(), "a head needs what follows");
  const std::string_view stream = bytes.substr(head->length);
  const std::size_t room = std::min<std::uint64_t>(head->size, 1u << 16);
  EntryInflater inflater;
  // On the heap and of exactly this size: a sanitizer sees a byte too many.
  const auto inflates_to = [&](std::size_t wanted) {
    const auto target = std::unique_ptr<char[]>(new char[wanted]);
    return inflater.inflate(stream, target.get(), wanted);
  };
  if (!inflates_to(room)) return 0;
  CHECK(room <= stream.size() * kMostExpansion, "deflate expands more than it can");
  CHECK(!inflates_to(room + 1), "a stream has two sizes");
  CHECK(room == 0 || !inflates_to(room - 1), "a stream has two sizes");
  return 0;
}
