// How a version of a blob differs from the one that its pack stores it against.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/text_position.h"

namespace foureyes {

struct CopiedRun {
  ByteRange base;  // in the base
  std::size_t at;  // in the version
};

struct VersionChanges {
  std::vector<CopiedRun> copied;   // by place in the version; as long as they can be
  std::vector<ByteRange> changed;  // bytes of its own; empty where it lacks some of the base's
};

// `delta` was applied before: it is whole.
VersionChanges changes_of(std::string_view delta);

// Adds where a range of the base stands in the version as a whole.
void add_places(const VersionChanges& changes, ByteRange base, std::vector<ByteRange>& places);

}  // namespace foureyes
