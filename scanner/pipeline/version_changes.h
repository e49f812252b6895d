// How a version of a blob differs from the one that its pack stores it against.
#pragma once

#include <cstddef>
#include <optional>
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

// `delta` was applied before: it is whole. nullopt: it has more than a million runs.
std::optional<VersionChanges> changes_of(std::string_view delta);

// Where ranges of the base (ascending by begin) stand in the version as a whole, ascending by
// begin; nullopt: at more than `most` places.
std::optional<std::vector<ByteRange>> places_of(const VersionChanges& changes,
                                                const std::vector<ByteRange>& base,
                                                std::size_t most);

}  // namespace foureyes
