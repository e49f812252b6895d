// Lists the regular files below a directory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "input/tracked_files.h"
#include "model/notice.h"

namespace foureyes {

struct FileOnDisk {
  std::string path;  // relative to the root of the listing
  std::uint64_t size = 0;
};

struct DirectoryListing {
  std::vector<FileOnDisk> files;  // sorted by path
  std::vector<Notice> notices;    // sorted: directories that cannot be read, special files, nested
                                  // repositories
};

// Everything below root/relative ("" is root), but .git directories and what symbolic links point
// to. With `tracked`, what git ignores and nested repositories are left out. No thread has more
// than one descriptor open.
DirectoryListing list_files(const std::string& root, const std::string& relative,
                            const TrackedFiles* tracked, std::size_t threads = 1);

}  // namespace foureyes
