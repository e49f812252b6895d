// layer: input
// Any bytes read as a pack's index: each name that it holds is found, at a place that has it.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "input/pack/pack_index.h"

namespace {

using foureyes::ObjectName;
using foureyes::PackIndex;

// As the format wants them; only then is each of them sure to be found.
bool is_in_order(const PackIndex& index) {
  for (std::uint32_t at = 1; at < index.size(); ++at)
    if (index.name(at) < index.name(at - 1)) return false;
  return true;
}

void check_found(const PackIndex& index, const ObjectName& name) {
  if (const auto found = index.find(name)) {
    CHECK(*found < index.size(), "found outside the index");
    CHECK(index.name(*found) == name, "found under another name");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto index = PackIndex::read(bytes);
  if (!index) return 0;
  for (std::uint32_t at = 0; at < index->size(); ++at) {
    check_found(*index, index->name(at));
    static_cast<void>(index->offset(at));
    static_cast<void>(index->checksum(at));
  }
  for (std::size_t at = 0; at + ObjectName::kSize <= size; at += 13)
    check_found(*index, ObjectName::from_bytes(bytes.data() + at));
  if (!is_in_order(*index)) return 0;
  for (std::uint32_t at = 0; at < index->size(); ++at)
    CHECK(index->find(index->name(at)).has_value(), "a name is lost");
  return 0;
}
