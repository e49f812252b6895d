#include "support/pack_writer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <zlib.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"
#include "support/catch.h"

namespace foureyes::test {
namespace {

std::string number(std::uint64_t value, unsigned bytes) {
  std::string out;
  while (bytes-- > 0) out += static_cast<char>(value >> 8 * bytes & 0xff);
  return out;
}

std::string sha1(std::string_view data) { return hex_decode(sha1_hex(data)).value(); }

std::string_view as_bytes(const ObjectName& name) {
  return {reinterpret_cast<const char*>(name.bytes.data()), ObjectName::kSize};
}

}  // namespace

std::string zlib_stream(std::string_view data) {
  uLongf size = compressBound(data.size());
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size,
                   reinterpret_cast<const Bytef*>(data.data()), data.size()) == Z_OK);
  out.resize(size);
  return out;
}

std::string entry_head(EntryType type, std::uint64_t size) {
  std::string head(1, static_cast<char>(static_cast<unsigned>(type) << 4 | (size & 0x0f)));
  for (size >>= 4; size > 0; size >>= 7) {
    head.back() = static_cast<char>(head.back() | 0x80);
    head += static_cast<char>(size & 0x7f);
  }
  return head;
}

std::string way_back(std::uint64_t distance) {
  std::string out(1, static_cast<char>(distance & 0x7f));
  while ((distance >>= 7) > 0) out.insert(0, 1, static_cast<char>(0x80 | (--distance & 0x7f)));
  return out;
}

std::string delta_size(std::uint64_t size) {
  std::string out;
  for (; size >= 0x80; size >>= 7) out += static_cast<char>(0x80 | (size & 0x7f));
  return out += static_cast<char>(size);
}

std::string copy_run(std::uint32_t from, std::uint32_t size) {
  std::string out(1, '\0');
  unsigned present = 0x80;
  for (unsigned i = 0; i < 7; ++i) {
    const std::uint32_t byte = (i < 4 ? from >> 8 * i : size >> 8 * (i - 4)) & 0xff;
    if (byte == 0) continue;
    present |= 1u << i;
    out += static_cast<char>(byte);
  }
  out[0] = static_cast<char>(present);
  return out;
}

std::string own_runs(std::string_view bytes) {
  std::string out;
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(127, bytes.size()))) {
    const std::string_view run = bytes.substr(0, 127);
    out += static_cast<char>(run.size());
    out += run;
  }
  return out;
}

std::string delta_between(std::string_view base, std::string_view target) {
  std::string delta = delta_size(base.size()) + delta_size(target.size());
  const auto copy = [&](std::size_t from, std::size_t size) {
    for (; size > 0; from += 0xffff, size -= std::min<std::size_t>(size, 0xffff))
      delta += copy_run(static_cast<std::uint32_t>(from),
                        static_cast<std::uint32_t>(std::min<std::size_t>(size, 0xffff)));
  };
  const std::size_t shorter = std::min(base.size(), target.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && base[head] == target[head]) ++head;
  while (tail < shorter - head && base[base.size() - 1 - tail] == target[target.size() - 1 - tail])
    ++tail;
  copy(0, head);
  delta += own_runs(target.substr(head, target.size() - head - tail));
  copy(base.size() - tail, tail);
  return delta;
}

ObjectName object_name(EntryType type, std::string_view content) {
  static constexpr const char* kWords[] = {"", "commit", "tree", "blob", "tag"};
  const std::string digest = sha1(concat(kWords[static_cast<std::size_t>(type)], ' ',
                                         content.size(), std::string(1, '\0'), content));
  return ObjectName::from_bytes(digest.data());
}

std::size_t PackWriter::raw(const ObjectName& name, std::string_view packed) {
  entries_.push_back({.name = name, .offset = bytes_.size(), .checksum = crc32(packed)});
  bytes_ += packed;
  return entries_.size() - 1;
}

std::size_t PackWriter::whole(EntryType type, std::string_view content) {
  const std::size_t entry =
      raw(object_name(type, content), entry_head(type, content.size()) + zlib_stream(content));
  entries_[entry].content = content;
  return entry;
}

std::size_t PackWriter::offset_delta(std::size_t base, std::string_view content) {
  return offset_delta(base, content, delta_between(entries_[base].content, content));
}

std::size_t PackWriter::offset_delta(std::size_t base, std::string_view content,
                                     std::string_view delta) {
  const std::size_t entry = raw(object_name(EntryType::blob, content),
                                entry_head(EntryType::offset_delta, delta.size()) +
                                    way_back(end() - offset(base)) + zlib_stream(delta));
  entries_[entry].content = content;
  return entry;
}

std::size_t PackWriter::name_delta(const ObjectName& base, std::string_view content,
                                   std::string_view delta) {
  const std::size_t entry = raw(
      object_name(EntryType::blob, content),
      concat(entry_head(EntryType::name_delta, delta.size()), as_bytes(base), zlib_stream(delta)));
  entries_[entry].content = content;
  return entry;
}

std::string PackWriter::pack() const {
  std::string pack = bytes_;
  pack.replace(0, 12, concat("PACK", number(2, 4), number(entries_.size(), 4)));
  return pack + sha1(pack);
}

std::string PackWriter::index(IndexForm form) const {
  std::vector<Entry> sorted = entries_;
  std::sort(sorted.begin(), sorted.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  std::string index = form == IndexForm::version_1 ? "" : concat("\377tOc", number(2, 4));
  for (int first = 0; first < 256; ++first)
    index += number(static_cast<std::uint64_t>(std::count_if(
                        sorted.begin(), sorted.end(),
                        [&](const Entry& entry) { return entry.name.bytes[0] <= first; })),
                    4);
  std::string checksums, offsets, large_offsets;
  for (const Entry& entry : sorted) {
    if (form == IndexForm::version_1) index += number(entry.offset, 4);
    index += as_bytes(entry.name);
    checksums += number(entry.checksum, 4);
    if (form == IndexForm::version_2_large_offsets) {
      offsets += number(0x8000'0000u | large_offsets.size() / 8, 4);
      large_offsets += number(entry.offset, 8);
    } else {
      offsets += number(entry.offset, 4);
    }
  }
  if (form != IndexForm::version_1) index += checksums + offsets + large_offsets;
  const std::string whole_pack = pack();
  index += whole_pack.substr(whole_pack.size() - ObjectName::kSize);
  return index + sha1(index);
}

void PackWriter::write(const std::string& objects_directory, std::string_view stem,
                       IndexForm form) const {
  const std::string path = concat(objects_directory, "/pack/pack-", stem);
  std::filesystem::create_directories(objects_directory + "/pack");
  std::ofstream(path + ".pack", std::ios::binary) << pack();
  std::ofstream(path + ".idx", std::ios::binary) << index(form);
}

std::string multi_pack_index(const std::vector<NamedPack>& packs, OffsetForm form) {
  std::map<ObjectName, std::pair<std::size_t, std::uint64_t>> places;
  std::string names;
  for (std::size_t pack = 0; pack < packs.size(); ++pack) {
    names += packs[pack].name + std::string(1, '\0');
    const PackWriter& writer = *packs[pack].pack;
    for (std::size_t entry = 0; entry < writer.size(); ++entry)
      places.try_emplace(writer.name(entry), pack, writer.offset(entry));
  }
  names.resize((names.size() + 3) / 4 * 4);
  std::string fanout, objects, offsets, large_offsets;
  for (int first = 0; first < 256; ++first)
    fanout += number(static_cast<std::uint64_t>(std::count_if(
                         places.begin(), places.end(),
                         [&](const auto& place) { return place.first.bytes[0] <= first; })),
                     4);
  for (const auto& [name, place] : places) {
    objects += as_bytes(name);
    offsets += number(place.first, 4);
    offsets += form == OffsetForm::small ? number(place.second, 4)
                                         : number(0x8000'0000u | large_offsets.size() / 8, 4);
    if (form == OffsetForm::large) large_offsets += number(place.second, 8);
  }
  std::vector<std::pair<std::string, std::string>> chunks = {
      {"PNAM", names}, {"OIDF", fanout}, {"OIDL", objects}, {"OOFF", offsets}};
  if (form == OffsetForm::large) chunks.emplace_back("LOFF", large_offsets);
  std::string index = concat("MIDX", std::string("\1\1", 2), number(chunks.size(), 1), number(0, 1),
                             number(packs.size(), 4));
  std::uint64_t start = index.size() + 12 * (chunks.size() + 1);
  for (const auto& [name, bytes] : chunks) {
    index += name + number(start, 8);
    start += bytes.size();
  }
  index += number(0, 4) + number(start, 8);
  for (const auto& [name, bytes] : chunks) index += bytes;
  return with_checksum(index + std::string(ObjectName::kSize, '\0'));
}

std::string with_checksum(std::string index) {
  index.resize(index.size() - ObjectName::kSize);
  return index + sha1(index);
}

}  // namespace foureyes::test
