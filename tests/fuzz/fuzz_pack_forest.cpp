// layer: input
// A pack and its index, in which anything may be wrong: the walk ends, shows each object at most
// once, with the bytes that its chain gives by itself, and names all that it does not show.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/file.h"
#include "base/text.h"
#include "input/pack/big_endian.h"
#include "input/pack/delta.h"
#include "input/pack/forest_walk.h"

namespace {

using namespace foureyes;

constexpr std::uint64_t kObjectLimit = 1u << 18;

// Some file systems write a file to disk at once when it replaces what a file held.
void write_anew(const std::string& path, std::string_view bytes) {
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << bytes;
}

// Each input starts with the size of the pack (two bytes). What would only have the pack refused is
// put right: magic, count and trailer.
void write_files(const std::string& directory, std::string_view bytes) {
  const std::uint32_t claimed = big_endian_32(concat(std::string(2, '\0'), bytes.substr(0, 2)), 0);
  const std::size_t pack_size = std::min<std::size_t>(bytes.size() - 2, claimed);
  std::string pack(bytes.substr(2, pack_size));
  const std::string_view index = bytes.substr(2 + pack_size);
  const std::size_t fanout_end = (index.starts_with("\377tOc") ? 8 : 0) + 1024;
  if (pack.size() >= 32 && index.size() >= fanout_end + 40) {
    const std::string_view count = index.substr(fanout_end - 4, 4);
    pack.replace(0, 12, concat("PACK", std::string("\0\0\0\2", 4), count));
    pack.replace(pack.size() - 20, 20, index.substr(index.size() - 40, 20));
  }
  write_anew(directory + "/pack/a.pack", pack);
  write_anew(directory + "/pack/a.idx", index);
}

// Builds objects one by one, each from its root.
class ByItself {
 public:
  explicit ByItself(const ObjectForest& forest) : forest_(forest) {}

  std::string bytes(ForestIndex object) {
    std::vector<std::string> deltas;
    for (; forest_.base(object) != kNoForestIndex; object = forest_.base(object))
      deltas.push_back(data(object));
    std::string bytes = data(object);
    for (; !deltas.empty(); deltas.pop_back()) {
      std::string target(DeltaReader::open(deltas.back())->target_size(), '\0');
      CHECK(apply_delta(bytes, deltas.back(), target.data()), "a delta was applied that is none");
      bytes = std::move(target);
    }
    return bytes;
  }

 private:
  std::string data(ForestIndex object) {
    const std::string_view packed = forest_.packed(object);
    const auto head = read_entry_head(packed);
    std::string data(head->size, '\0');
    CHECK(inflater_.inflate(packed.substr(head->length), data.data(), data.size()),
          "a stream was inflated that is none");
    return data;
  }
  const ObjectForest& forest_;
  EntryInflater inflater_;
};

void check_walk(const ObjectForest& forest, const WalkLimits& limits) {
  std::set<ForestIndex> seen;
  const auto see = [&](ForestIndex object) {
    CHECK(seen.insert(object).second, "an object came twice");
  };
  ByItself by_itself(forest);
  for (const ObjectType type :
       {ObjectType::commit, ObjectType::tree, ObjectType::blob, ObjectType::tag}) {
    const auto failed = walk_forest(forest, type, limits, [&](const ForestVisit& visit) {
      see(visit.object);
      CHECK(visit.bytes == by_itself.bytes(visit.object), "a chain gives other bytes");
    });
    for (const ForestIndex object : failed) see(object);
  }
  for (ForestIndex object = 0; object < forest.size(); ++object)
    if (!forest.type(object)) see(object);
  CHECK(seen.size() == forest.size(), "an object is not accounted for");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto directory = TemporaryDirectory::create("foureyes-fuzz");
  static const bool is_made = make_directories(directory->path() + "/pack").has_value();
  CHECK(is_made, "a directory for the packs");
  if (size < 2) return 0;
  write_files(directory->path(), {reinterpret_cast<const char*>(data), size});
  const auto forest = ObjectForest::read(directory->path());
  WalkLimits limits{.object_limit = kObjectLimit, .expansion = {.factor = 1, .floor = 1u << 24}};
  check_walk(forest, limits);
  limits.memory = 0;
  check_walk(forest, limits);
  return 0;
}
