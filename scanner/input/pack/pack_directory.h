// What the pack directory of an object database holds: packs with an index of their own, and packs
// whose objects only the multi-pack index lists. (git writes the multi-pack index beside the
// indexes, and needs them no more.)
#pragma once

#include <string>
#include <vector>

#include "model/notice.h"

namespace foureyes {

struct ListedPack {
  std::string path;  // of the .pack file
  std::string rows;  // PackIndex::of_rows
};

struct PackDirectory {
  std::vector<std::string> indexes = {};  // paths of .idx files, sorted
  std::vector<ListedPack> listed = {};    // without an .idx file, sorted by path
  std::vector<Notice> notices = {};       // on the multi-pack index
};

// A directory that is not there has no packs. A pack that nothing lists is none: git does not know
// it either.
PackDirectory read_pack_directory(const std::string& objects_directory);

// The paths of .idx files where a multi-pack index stands beside them; else none.
std::vector<std::string> indexes_beside_multi_pack_index(const std::string& objects_directory);

// Whether there are packs that only a multi-pack index lists, or would, were it sound. Quick.
bool needs_multi_pack_index(const std::string& objects_directory);

}  // namespace foureyes
