// Archives and compressed files, read in memory by libarchive: nothing is ever written to disk, and
// names of entries are a stranger's text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "secrets/views/container.h"

namespace foureyes {

// Archives in archives are opened so deep.
inline constexpr std::uint32_t kDeepestArchive = 5;

// What the archives of one blob may unpack to, those in archives included: 100 times its size and 1
// MiB, at most 256 MiB, of which 64 MiB an entry; 50,000 entries.
class ArchiveBudget {
 public:
  explicit ArchiveBudget(std::size_t blob_size);
  std::size_t bytes = 0;    // left
  std::size_t entries = 0;  // left
};

enum class ArchiveProblem : std::uint8_t {
  encrypted,         // an entry that needs a password
  corrupt,           // bytes that do not unpack
  too_large,         // more than the budget has
  too_many_entries,  // more than the budget has
  too_deep,          // an archive in kDeepestArchive others
};
// For people, a sentence.
std::string_view describe(ArchiveProblem problem);

// The name is relative, with '/' between its parts and no part "..": a label, never a place. "" for
// a file that is compressed and no archive.
struct ArchiveEntry {
  std::string_view name;
  std::string_view bytes;
};
using VisitEntry = std::function<void(const ArchiveEntry&)>;

struct ArchiveReading {
  std::size_t entries = 0;  // visited
  std::set<ArchiveProblem> problems;
};

// gzip, bzip2, xz, zstd, zip, tar; with zlib as a stream of one entry.
bool is_archive(Container container);

// Visits each regular file, also the beginning of one that ends in a problem.
ArchiveReading read_archive(std::string_view bytes, Container container, ArchiveBudget& budget,
                            const VisitEntry& visit);

}  // namespace foureyes
