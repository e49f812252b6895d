// libgit2's global state: brought up with the first handle, taken down with the last. Set so that
// nothing outside the repository is read and nothing is checked twice:
// - no system, global or XDG configuration: answers depend on the repository alone;
// - no owner check (safe.directory): it keeps git from running what a stranger configured, and
//   foureyes runs nothing that a repository configures;
// - hashes are verified by ObjectStore, where it is asked to.
// Made and destroyed by one thread at a time.
#pragma once

#include <string>

#include "base/result.h"

namespace foureyes {

class GitRuntime {
 public:
  GitRuntime();
  ~GitRuntime();
  GitRuntime(const GitRuntime&) = delete;
  GitRuntime& operator=(const GitRuntime&) = delete;
};

// What libgit2 said last on this thread, "" when it said nothing.
std::string git_message();

// Holds a libgit2 handle and frees it with `release`.
template <class Handle, void (*release)(Handle*)>
class GitHandle {
 public:
  GitHandle() = default;
  GitHandle(GitHandle&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
  GitHandle& operator=(GitHandle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~GitHandle() {
    if (handle_) release(handle_);
  }
  Handle* get() const { return handle_; }
  // For libgit2's out parameters.
  Handle** out() { return &handle_; }
  explicit operator bool() const { return handle_ != nullptr; }

 private:
  Handle* handle_ = nullptr;
};

}  // namespace foureyes
