// Writes packs and their indexes byte by byte: what git writes, and what it never would. Format:
// gitformat-pack(5).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "input/object_name.h"
#include "input/pack/pack_entry.h"

namespace foureyes::test {

std::string zlib_stream(std::string_view data);
// `size` is what the head claims.
std::string entry_head(EntryType type, std::uint64_t size);
// What stands behind the head of an offset_delta.
std::string way_back(std::uint64_t distance);

// The parts of a delta.
std::string delta_size(std::uint64_t size);
std::string copy_run(std::uint32_t from, std::uint32_t size);  // 0: means 65,536
std::string own_runs(std::string_view bytes);
// Copies what both start with and end with.
std::string delta_between(std::string_view base, std::string_view target);

ObjectName object_name(EntryType type, std::string_view content);

enum class IndexForm { version_1, version_2, version_2_large_offsets };

class PackWriter {
 public:
  // Adds an object and returns the number of its entry.
  std::size_t whole(EntryType type, std::string_view content);
  std::size_t offset_delta(std::size_t base, std::string_view content);
  std::size_t offset_delta(std::size_t base, std::string_view content, std::string_view delta);
  std::size_t name_delta(const ObjectName& base, std::string_view content, std::string_view delta);
  std::size_t raw(const ObjectName& name, std::string_view packed);

  const ObjectName& name(std::size_t entry) const { return entries_[entry].name; }
  std::uint64_t offset(std::size_t entry) const { return entries_[entry].offset; }
  std::size_t size() const { return entries_.size(); }
  // Where the next entry starts.
  std::uint64_t end() const { return bytes_.size(); }
  // Lets the index point elsewhere.
  void claim_offset(std::size_t entry, std::uint64_t offset) { entries_[entry].offset = offset; }

  std::string pack() const;
  std::string index(IndexForm form = IndexForm::version_2) const;
  // As pack/pack-<stem>.pack and .idx below this directory.
  void write(const std::string& objects_directory, std::string_view stem,
             IndexForm form = IndexForm::version_2) const;

 private:
  struct Entry {
    ObjectName name = {};
    std::uint64_t offset = 0;
    std::uint32_t checksum = 0;
    std::string content = {};
  };
  std::string bytes_ = std::string(12, '\0');
  std::vector<Entry> entries_;
};

// A multi-pack index of these packs; of an object that several have the first one's. Large offsets:
// all are in the table of large ones.
struct NamedPack {
  std::string name;  // "pack-1.idx"
  const PackWriter* pack = nullptr;
};
enum class OffsetForm { small, large };
std::string multi_pack_index(const std::vector<NamedPack>& packs,
                             OffsetForm form = OffsetForm::small);
// The same bytes with a checksum that is right: the last 20 are replaced.
std::string with_checksum(std::string index);

}  // namespace foureyes::test
