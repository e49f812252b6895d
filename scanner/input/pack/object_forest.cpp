#include "input/pack/object_forest.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "base/path.h"
#include "base/text.h"
#include "input/pack/big_endian.h"

namespace foureyes {
namespace {

constexpr std::string_view kMagic = "PACK";
constexpr std::size_t kHead = 12;

Error bad_pack(const char* what, const std::string& path) {
  return {.what = what, .where = path, .kind = ErrorKind::unavailable};
}

std::vector<std::string> index_files(const std::string& directory) {
  std::vector<std::string> paths;
  std::error_code problem;
  for (std::filesystem::directory_iterator at(directory, problem), end; !problem && at != end;
       at.increment(problem))
    if (at->path().extension() == ".idx") paths.push_back(at->path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<void> check_pack(std::string_view bytes, const PackIndex& index, const std::string& path) {
  if (bytes.size() < kHead + ObjectName::kSize || !bytes.starts_with(kMagic))
    return failure(bad_pack("this is no pack", path));
  const std::uint32_t version = big_endian_32(bytes, 4);
  if (version != 2 && version != 3)
    return failure(bad_pack("the pack has a version that is not known", path));
  const bool is_its_index = big_endian_32(bytes, 8) == index.size() &&
                            bytes.substr(bytes.size() - ObjectName::kSize) == index.pack_checksum();
  if (!is_its_index)
    return failure(bad_pack("the pack and its index do not belong together", path));
  return {};
}

}  // namespace

ObjectForest ObjectForest::read(const std::string& objects_directory) {
  ObjectForest forest;
  for (const std::string& path : index_files(join_path(objects_directory, "pack"))) {
    const auto added = forest.add_pack(path);
    if (added) continue;
    const std::size_t name = path.rfind('/') + 1;
    forest.notices_.push_back({.reason = NoticeReason::unreadable,
                               .path = "",
                               .detail = concat("The pack of ", path.substr(name),
                                                " was not used: ", added.error().what, '.')});
  }
  forest.link();
  forest.link_children();
  return forest;
}

Result<void> ObjectForest::add_pack(const std::string& index_path) {
  TRY_ASSIGN(MappedFile index_file, MappedFile::open(index_path));
  TRY_ASSIGN(const PackIndex index, PackIndex::read(index_file.bytes()));
  const std::string pack_path = index_path.substr(0, index_path.size() - 3) + "pack";
  TRY_ASSIGN(MappedFile file, MappedFile::open(pack_path));
  TRY(check_pack(file.bytes(), index, pack_path));
  if (index.size() > kNoForestIndex - size())
    return failure(bad_pack("the packs hold too many objects", pack_path));

  const std::uint64_t end = file.bytes().size() - ObjectName::kSize;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries(index.size());
  for (std::uint32_t position = 0; position < index.size(); ++position) {
    const auto offset = index.offset(position);
    if (!offset || *offset < kHead || *offset >= end)
      return failure(bad_pack("its index points outside the pack", pack_path));
    entries[position] = {*offset, position};
  }
  std::sort(entries.begin(), entries.end());
  Pack pack{std::move(index_file), std::move(file), index, size()};
  pack.by_position.resize(entries.size());
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    offsets_.push_back(entries[i].first);
    positions_.push_back(entries[i].second);
    pack.by_position[entries[i].second] = i;
  }
  packs_.push_back(std::move(pack));
  return {};
}

std::uint32_t ObjectForest::pack_of(ForestIndex object) const {
  std::uint32_t pack = 0;
  while (pack + 1 < packs_.size() && packs_[pack + 1].first <= object) ++pack;
  return pack;
}

std::string_view ObjectForest::packed(ForestIndex object) const {
  const std::uint32_t at = pack_of(object);
  const Pack& pack = packs_[at];
  const bool is_last = object + 1 == pack.first + pack.by_position.size();
  const std::uint64_t end =
      is_last ? pack.file.bytes().size() - ObjectName::kSize : offsets_[object + 1];
  return pack.file.bytes().substr(offsets_[object], end - offsets_[object]);
}

std::optional<ForestIndex> ObjectForest::find(const ObjectName& name) const {
  for (const Pack& pack : packs_)
    if (const auto position = pack.index.find(name))
      return pack.first + pack.by_position[*position];
  return std::nullopt;
}

ObjectName ObjectForest::name(ForestIndex object) const {
  return packs_[pack_of(object)].index.name(positions_[object]);
}

bool ObjectForest::is_shadowed(ForestIndex object) const {
  return pack_of(object) > 0 && find(name(object)) != object;
}

std::optional<ObjectType> ObjectForest::type(ForestIndex object) const {
  switch (types_[object]) {
    case EntryType::commit:
      return ObjectType::commit;
    case EntryType::tree:
      return ObjectType::tree;
    case EntryType::blob:
      return ObjectType::blob;
    case EntryType::tag:
      return ObjectType::tag;
    default:
      return std::nullopt;
  }
}

// The entry of the same pack that starts exactly there.
ForestIndex ObjectForest::base_at(const Pack& pack, ForestIndex object,
                                  std::uint64_t offset) const {
  const auto first = offsets_.begin() + pack.first;
  const auto last = offsets_.begin() + object;
  const auto at = std::lower_bound(first, last, offset);
  if (at == last || *at != offset) return kNoForestIndex;
  return static_cast<ForestIndex>(at - offsets_.begin());
}

void ObjectForest::link() {
  bases_.assign(size(), kNoForestIndex);
  types_.assign(size(), EntryType::none);
  for (const Pack& pack : packs_) {
    for (std::uint32_t i = 0; i < pack.by_position.size(); ++i) {
      const ForestIndex object = pack.first + i;
      const auto head = read_entry_head(packed(object));
      if (!head) continue;
      if (head->type == EntryType::offset_delta) {
        if (head->back <= offsets_[object])
          bases_[object] = base_at(pack, object, offsets_[object] - head->back);
      } else if (head->type == EntryType::name_delta) {
        const auto own = pack.index.find(head->base_name);
        const auto base = own ? pack.first + pack.by_position[*own] : find(head->base_name);
        bases_[object] = base.value_or(kNoForestIndex);
      } else {
        types_[object] = head->type;
      }
    }
  }
}

// Objects that no root reaches keep the type `none`.
void ObjectForest::link_children() {
  first_children_.assign(size() + std::size_t{1}, 0);
  for (const ForestIndex base : bases_)
    if (base != kNoForestIndex) ++first_children_[base + std::size_t{1}];
  std::partial_sum(first_children_.begin(), first_children_.end(), first_children_.begin());
  children_.resize(first_children_.back());
  std::vector<std::uint32_t> next(first_children_.begin(), first_children_.end() - 1);
  for (ForestIndex object = 0; object < size(); ++object)
    if (bases_[object] != kNoForestIndex) children_[next[bases_[object]]++] = object;
  std::vector<ForestIndex> reached;
  for (ForestIndex object = 0; object < size(); ++object)
    if (types_[object] != EntryType::none) reached.push_back(object);
  while (!reached.empty()) {
    const ForestIndex object = reached.back();
    reached.pop_back();
    for (const ForestIndex child : children(object)) {
      types_[child] = types_[object];
      reached.push_back(child);
    }
  }
}

}  // namespace foureyes
