// A file of the object database, mapped read-only. Packs are written once and renamed into place,
// so what is mapped does not change; one that somebody truncates while it is read ends the program
// as it ends git.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace foureyes {

class MappedFile {
 public:
  // Refuses what is no regular file. An empty file is an empty view.
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

}  // namespace foureyes
