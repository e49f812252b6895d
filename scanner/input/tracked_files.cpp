#include "input/tracked_files.h"

#include <algorithm>
#include <git2.h>

#include "input/git_repository.h"
#include "input/index_file.h"

namespace foureyes {

Result<TrackedFiles> TrackedFiles::of(const Repository& repository) {
  TRY_ASSIGN(const IndexFile index, IndexFile::read(repository.git_directory() + "index"));
  TrackedFiles files(repository);
  for (const IndexEntry& entry : index.entries()) files.paths_.emplace_back(entry.path);
  return files;
}

bool TrackedFiles::tracks(std::string_view path) const {
  return std::binary_search(paths_.begin(), paths_.end(), path);
}

bool TrackedFiles::tracks_below(std::string_view directory) const {
  const std::string prefix = std::string(directory) + "/";
  const auto at = std::lower_bound(paths_.begin(), paths_.end(), prefix);
  return at != paths_.end() && at->starts_with(prefix);
}

bool TrackedFiles::is_left_out(const std::string& path, bool directory) const {
  if (path.empty() || tracks(path)) return false;
  if (directory && tracks_below(path)) return false;
  int ignored = 0;
  const std::string name = directory ? path + "/" : path;
  const std::lock_guard<std::mutex> alone(*one_asks_git_);
  return git_ignore_path_is_ignored(&ignored, repository_->impl().handle.get(), name.c_str()) ==
             0 &&
         ignored != 0;
}

}  // namespace foureyes
