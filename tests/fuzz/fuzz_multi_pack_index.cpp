// layer: input
// Any bytes read as a multi-pack index: what it lists is in order and found; and a pack whose
// objects it lists is opened or refused, and what is opened lies inside.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "input/pack/multi_pack_index.h"
#include "input/pack/pack_file.h"

namespace {

using namespace foureyes;

// Without this the checksum hides the rest.
std::string with_checksum(std::string_view bytes) {
  if (bytes.size() < ObjectName::kSize) return std::string(bytes);
  const std::string_view content = bytes.substr(0, bytes.size() - ObjectName::kSize);
  return concat(content, *hex_decode(sha1_hex(content)));
}

void check_rows(const std::string& rows) {
  CHECK(rows.size() % PackIndex::kRow == 0, "rows are whole");
  const PackIndex index = PackIndex::of_rows(rows);
  for (std::uint32_t at = 0; at < index.size(); ++at) {
    CHECK(at == 0 || index.name(at - 1) < index.name(at), "names are in order");
    CHECK(index.find(index.name(at)) == at, "a name is lost");
    CHECK(index.offset(at).has_value(), "an offset is lost");
  }
}

void check_pack(const std::string& path, std::string rows) {
  const auto pack = PackFile::open_listed(path, std::move(rows));
  if (!pack) return;
  for (std::uint32_t entry = 0; entry < pack->size(); ++entry) {
    CHECK(entry == 0 || pack->offset(entry - 1) <= pack->offset(entry), "entries are in order");
    static_cast<void>(pack->packed(entry));
    const auto found = pack->find(pack->name(entry));
    CHECK(found.has_value() != (pack->name(entry) == ObjectName{}), "a name is lost");
  }
}

// A pack in which all that is claimed is possible: any bytes are entries.
std::string pack_of(std::string_view bytes) {
  return concat(std::string_view("PACK\0\0\0\2\0\0\1\0", 12), bytes, std::string(20, '\0'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto directory = TemporaryDirectory::create("foureyes-fuzz");
  const std::string bytes = with_checksum({reinterpret_cast<const char*>(data), size});
  const auto index = MultiPackIndex::read(bytes);
  if (!index) return 0;
  const auto rows = index->rows(std::vector<bool>(index->packs().size(), true));
  if (!rows) return 0;
  const std::string path = directory->path() + "/a.pack";
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << pack_of(bytes);
  std::size_t listed = 0;
  for (const std::string& pack : *rows) {
    check_rows(pack);
    listed += pack.size() / PackIndex::kRow;
    check_pack(path, pack);
  }
  CHECK(listed == index->size(), "an object is lost");
  return 0;
}
