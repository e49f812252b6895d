// Which files of a work tree git tracks and which it ignores: the index, .gitignore files,
// info/exclude and the repository's core.excludesFile.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "input/repository.h"

namespace foureyes {

// Any number of threads; the repository must outlive it.
class TrackedFiles {
 public:
  // An error when the index cannot be read.
  static Result<TrackedFiles> of(const Repository& repository);

  // The path of a file in the index. Paths are relative to the top of the work tree.
  bool tracks(std::string_view path) const;
  bool tracks_below(std::string_view directory) const;
  // Untracked (below a directory: nothing tracked) and ignored.
  bool is_left_out(const std::string& path, bool directory) const;

 private:
  explicit TrackedFiles(const Repository& repository) : repository_(&repository) {}
  const Repository* repository_;
  std::unique_ptr<std::mutex> one_asks_git_ = std::make_unique<std::mutex>();
  std::vector<std::string> paths_;  // sorted
};

}  // namespace foureyes
