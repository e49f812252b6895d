// Paths of a history as numbers: a million places share a few names and directories.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foureyes {

using NameId = std::uint32_t;       // of an entry in its directory
using DirectoryId = std::uint32_t;  // kTopDirectory: that of the root
using PathId = std::uint32_t;

inline constexpr DirectoryId kTopDirectory = 0;

class NameTable {
 public:
  NameId id(std::string_view name);
  std::string_view name(NameId id) const { return names_[id]; }
  std::size_t size() const { return names_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, NameId, Hash, std::equal_to<>> ids_;
  std::vector<std::string_view> names_;  // of the keys, which stay where they are
};

class PathTable {
 public:
  DirectoryId directory(DirectoryId parent, NameId name);
  PathId path(DirectoryId directory, NameId name);
  // A file's directory and name.
  DirectoryId directory_of(PathId path) const { return paths_[path].directory; }
  NameId name_of(PathId path) const { return paths_[path].name; }
  // A directory's own.
  DirectoryId parent_of(DirectoryId directory) const { return directories_[directory].directory; }
  NameId last_name_of(DirectoryId directory) const { return directories_[directory].name; }
  std::string text(PathId path, const NameTable& names) const;
  std::string directory_text(DirectoryId directory, const NameTable& names) const;
  std::size_t size() const { return paths_.size(); }

 private:
  struct Place {
    DirectoryId directory = kTopDirectory;
    NameId name = 0;
  };
  using Ids = std::unordered_map<std::uint64_t, std::uint32_t>;
  static std::uint32_t intern(Ids& ids, std::vector<Place>& places, Place place);
  std::vector<Place> directories_ = {{}};  // the first is the top
  std::vector<Place> paths_;
  Ids directory_ids_;
  Ids path_ids_;
};

}  // namespace foureyes
