// How much of a history is looked at. By default what the refs reach, all of it.
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.h"

namespace foureyes {

struct HistoryScope {
  // Also commits, tags and blobs that no ref reaches, packed or loose: what a forced push leaves
  // behind. Blobs that no commit holds have the path "".
  bool all_objects = false;
  // Only commits that were committed then or later; of these only the newest so many. Looked at is
  // what their trees hold.
  std::optional<Instant> since = {};
  std::optional<std::uint64_t> max_commits = {};

  bool is_whole() const { return !since && !max_commits; }
};

}  // namespace foureyes
