#include "input/history/path_table.h"

#include "base/path.h"

namespace foureyes {

NameId NameTable::id(std::string_view name) {
  const auto known = ids_.find(name);
  if (known != ids_.end()) return known->second;
  const auto id = static_cast<NameId>(names_.size());
  names_.push_back(ids_.emplace(name, id).first->first);
  return id;
}

std::uint32_t PathTable::intern(Ids& ids, std::vector<Place>& places, Place place) {
  const std::uint64_t key = static_cast<std::uint64_t>(place.directory) << 32 | place.name;
  const auto [at, is_new] = ids.try_emplace(key, static_cast<std::uint32_t>(places.size()));
  if (is_new) places.push_back(place);
  return at->second;
}

DirectoryId PathTable::directory(DirectoryId parent, NameId name) {
  return intern(directory_ids_, directories_, {parent, name});
}

PathId PathTable::path(DirectoryId directory, NameId name) {
  return intern(path_ids_, paths_, {directory, name});
}

std::string PathTable::directory_text(DirectoryId directory, const NameTable& names) const {
  std::vector<NameId> way;
  for (; directory != kTopDirectory; directory = directories_[directory].directory)
    way.push_back(directories_[directory].name);
  std::string text;
  for (auto name = way.rbegin(); name != way.rend(); ++name)
    text = join_path(text, names.name(*name));
  return text;
}

std::string PathTable::text(PathId path, const NameTable& names) const {
  const Place& place = paths_[path];
  return join_path(directory_text(place.directory, names), names.name(place.name));
}

}  // namespace foureyes
