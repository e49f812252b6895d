// Archives for tests, written by libarchive in memory.
#pragma once

#include <string>
#include <vector>

namespace foureyes::test {

enum class ArchiveKind {
  zip,
  tar,
  tar_gzip,
  tar_bzip2,
  tar_xz,
  tar_zstd,
  // Of one member alone.
  gzip,
  bzip2,
  xz,
  zstd,
  zlib,
};

struct ArchiveMember {
  std::string name;
  std::string bytes;
};

// The kinds for one member take the last.
std::string make_archive(ArchiveKind kind, const std::vector<ArchiveMember>& members);

}  // namespace foureyes::test
