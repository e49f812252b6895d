// A libgit2 repository that has the objects of a clone and nothing else: no configuration,
// attributes, refs, index or work tree. What is written to it stays in memory.
#pragma once

#include "base/result.h"
#include "input/git_repository.h"
#include "input/object_store.h"

namespace foureyes {

class MemoryRepository {
 public:
  // From then on the objects it makes can be read from `objects` too. No other thread may use
  // `objects` meanwhile.
  static Result<MemoryRepository> over(const ObjectStore& objects);
  git_repository* handle() const { return handle_.get(); }

 private:
  explicit MemoryRepository(git_repository* handle) : handle_(handle) {}
  std::unique_ptr<git_repository, ReleaseRepository> handle_;
};

}  // namespace foureyes
