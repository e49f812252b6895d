// What a scan looked at, so that "clean" says over what.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace foureyes {

struct Coverage {
  std::uint64_t blobs = 0;                          // looked at, each once
  std::uint64_t bytes = 0;                          // their size
  std::uint64_t messages = 0;                       // commit and tag messages
  std::uint64_t commits = 0;                        // walked
  std::uint64_t skipped = 0;                        // with a notice each
  std::map<std::string, std::uint64_t> suppressed;  // candidates dropped, by filter name
  void add(const Coverage& other);
};

}  // namespace foureyes
