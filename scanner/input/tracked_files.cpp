#include "input/tracked_files.h"

#include <algorithm>
#include <git2.h>

#include "input/git_repository.h"
#include "input/git_runtime.h"

namespace foureyes {

Result<TrackedFiles> TrackedFiles::of(const Repository& repository) {
  GitHandle<git_index, git_index_free> index;
  if (git_index_open(index.out(), (repository.git_directory() + "index").c_str()) != 0)
    return failure(
        {.what = "The index cannot be read: " + git_message(), .kind = ErrorKind::unavailable});
  TrackedFiles files(repository);
  const std::size_t count = git_index_entrycount(index.get());
  files.paths_.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    files.paths_.emplace_back(git_index_get_byindex(index.get(), i)->path);
  std::sort(files.paths_.begin(), files.paths_.end());
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
  return git_ignore_path_is_ignored(&ignored, repository_->impl().handle.get(), name.c_str()) ==
             0 &&
         ignored != 0;
}

}  // namespace foureyes
