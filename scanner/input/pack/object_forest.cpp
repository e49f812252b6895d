#include "input/pack/object_forest.h"

#include <algorithm>

#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "input/pack/pack_directory.h"

namespace foureyes {
namespace {

constexpr std::size_t kChunk = 8192;  // objects that a thread takes at a time

void for_each_object(ForestIndex count, std::size_t threads,
                     const std::function<void(ForestIndex first, ForestIndex last)>& work) {
  parallel_for((count + kChunk - 1) / kChunk, threads, [&](std::size_t chunk, std::size_t) {
    const std::size_t first = chunk * kChunk;
    work(static_cast<ForestIndex>(first),
         static_cast<ForestIndex>(std::min<std::size_t>(count, first + kChunk)));
  });
}

}  // namespace

ObjectForest ObjectForest::read(const std::string& objects_directory, std::size_t threads) {
  ObjectForest forest;
  PackDirectory directory = read_pack_directory(objects_directory);
  forest.notices_ = std::move(directory.notices);
  const auto add = [&](const std::string& path, Result<PackFile> file) {
    const auto added = forest.add_pack(std::move(file));
    if (added) return;
    forest.notices_.push_back({.reason = NoticeReason::unreadable,
                               .path = "",
                               .detail = concat("The pack of ", file_name(path),
                                                " was not used: ", added.error().what, '.')});
  };
  for (const std::string& path : directory.indexes) add(path, PackFile::open(path));
  for (ListedPack& pack : directory.listed)
    add(pack.path, PackFile::open_listed(pack.path, std::move(pack.rows)));
  forest.has_listed_packs_ = !directory.listed.empty();
  forest.link(threads);
  forest.find_shadowed(threads);
  return forest;
}

Result<void> ObjectForest::add_pack(Result<PackFile> file) {
  if (!file) return failure(std::move(file).error());
  if (file->size() > kNoForestIndex - count_)
    return failure({.what = "the packs hold too many objects", .kind = ErrorKind::unavailable});
  const std::uint32_t objects = file->size();
  packs_.push_back({std::move(*file), count_});
  count_ += objects;
  return {};
}

const ObjectForest::Pack& ObjectForest::pack_of(ForestIndex object) const {
  if (packs_.size() == 1) return packs_.front();
  const auto next =
      std::upper_bound(packs_.begin(), packs_.end(), object,
                       [](ForestIndex index, const Pack& pack) { return index < pack.first; });
  return *std::prev(next);
}

ObjectForest::Place ObjectForest::place_of(ForestIndex object) const {
  const Pack& pack = pack_of(object);
  return {pack.file, object - pack.first};
}

std::string_view ObjectForest::packed(ForestIndex object) const {
  const Place place = place_of(object);
  return place.pack.packed(place.entry);
}

ObjectName ObjectForest::name(ForestIndex object) const {
  const Place place = place_of(object);
  return place.pack.name(place.entry);
}

std::optional<std::uint32_t> ObjectForest::checksum(ForestIndex object) const {
  const Place place = place_of(object);
  return place.pack.checksum(place.entry);
}

std::optional<ForestIndex> ObjectForest::find(const ObjectName& name) const {
  for (const Pack& pack : packs_)
    if (const auto entry = pack.file.find(name)) return pack.first + *entry;
  return std::nullopt;
}

std::optional<ObjectType> ObjectForest::type(ForestIndex object) const {
  switch (links_.type(object)) {
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

ForestLink ObjectForest::link_of(ForestIndex object) const {
  const Pack& pack = pack_of(object);
  const std::uint32_t entry = object - pack.first;
  const std::string_view packed = pack.file.packed(entry);
  ForestLink link{.packed_size = packed.size()};
  const auto head = read_entry_head(packed);
  if (!head) return link;
  const std::uint64_t offset = pack.file.offset(entry);
  if (head->type == EntryType::offset_delta) {
    if (head->back > offset) return link;
    if (const auto base = pack.file.find_before(entry, offset - head->back))
      link.base = pack.first + *base;
  } else if (head->type == EntryType::name_delta) {
    if (const auto base = pack.file.find(head->base_name))
      link.base = pack.first + *base;
    else
      link.base = find(head->base_name).value_or(kNoForestIndex);
  } else {
    link.type = head->type;
  }
  return link;
}

void ObjectForest::link(std::size_t threads) {
  std::vector<ForestLink> links(count_);
  for_each_object(count_, threads, [&](ForestIndex first, ForestIndex last) {
    for (ForestIndex object = first; object < last; ++object) links[object] = link_of(object);
  });
  links_ = ForestLinks(links);
}

void ObjectForest::find_shadowed(std::size_t threads) {
  if (packs_.size() < 2 && !has_listed_packs_) return;
  // Objects of the first pack are shadowed by none; but some may have no name.
  const ForestIndex start = has_listed_packs_ ? 0 : packs_[1].first;
  is_shadowed_.resize(count_);
  for_each_object(count_, threads, [&](ForestIndex first, ForestIndex last) {
    for (ForestIndex object = std::max(first, start); object < last; ++object)
      is_shadowed_[object] = find(name(object)) != object;
  });
}

}  // namespace foureyes
