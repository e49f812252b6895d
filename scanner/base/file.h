// The door to the file system. Reads are bounded; writes go through a temporary file and a rename.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace foureyes {

inline constexpr std::uint64_t kDefaultReadLimit = 64u << 20;

// The whole file; "-" is standard input. Refuses directories, devices, named pipes (but the pipes
// of the shell under /dev/fd) and files above `limit` bytes.
Result<std::string> read_file(const std::string& path, std::uint64_t limit = kDefaultReadLimit);
Result<std::string> read_standard_input(std::uint64_t limit = kDefaultReadLimit);

enum class FileAccess { shared, owner_only };

// Replaces `path` in one step; "-" is standard output; /dev/null and named pipes are written to. A
// symbolic link or a directory at `path` is refused; so is a missing parent directory.
Result<void> write_file(const std::string& path, std::string_view content,
                        FileAccess access = FileAccess::shared);
Result<void> make_directories(const std::string& path);
bool file_exists(const std::string& path);
bool is_directory(const std::string& path);
// Absolute, with symbolic links resolved as far as the path exists.
Result<std::string> real_path(const std::string& path);

// A new directory below the system's temporary directory, removed with everything in it at the end.
class TemporaryDirectory {
 public:
  static Result<TemporaryDirectory> create(std::string_view name);
  TemporaryDirectory(TemporaryDirectory&& other) noexcept;
  TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;
  ~TemporaryDirectory();
  const std::string& path() const { return path_; }
  // Leaves the directory on disk.
  void keep() { kept_ = true; }

 private:
  explicit TemporaryDirectory(std::string path) : path_(std::move(path)) {}
  std::string path_;
  bool kept_ = false;
};

}  // namespace foureyes
