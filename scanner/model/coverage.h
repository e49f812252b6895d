// What a scan looked at, so that "clean" says over what.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "model/notice.h"

namespace foureyes {

// Of a whole history.
struct HistoryCoverage {
  std::uint64_t trees = 0;
  std::uint64_t commits_left_out = 0;     // as the user asked
  std::uint64_t unreachable_commits = 0;  // of the commits that were walked
  bool is_shallow = false;
  bool is_partial = false;  // a partial clone
  // These two depend on how the clone is packed: another clone of the same history has others.
  std::uint64_t packed_bytes = 0;   // that the file versions take up in packs
  std::uint64_t scanned_bytes = 0;  // of lines with something new on them, or of them as a whole
};

struct Coverage {
  std::uint64_t blobs = 0;                          // looked at, each once
  std::uint64_t bytes = 0;                          // their size
  std::uint64_t messages = 0;                       // commit and tag messages
  std::uint64_t commits = 0;                        // walked
  std::uint64_t skipped = 0;                        // with a notice each
  std::map<std::string, std::uint64_t> skipped_by;  // by the reason of the notice
  // Candidates dropped, by filter name; of a history once for equal lines.
  std::map<std::string, std::uint64_t> suppressed;
  std::optional<HistoryCoverage> history;
  void skip(const Notice& notice);
};

}  // namespace foureyes
