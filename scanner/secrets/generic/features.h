// What the model knows of a place: named whole numbers. The only implementation; the training
// script reads what this computes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "secrets/filter_lists.h"
#include "secrets/generic/common_text.h"
#include "secrets/generic/place.h"
#include "secrets/path_facts.h"

namespace foureyes {

enum class Feature : std::uint16_t {
#define FEATURE(name, words) name,
#include "secrets/generic/features.def"
#undef FEATURE
};

inline constexpr std::size_t kFeatures = 0
#define FEATURE(name, words) +1
#include "secrets/generic/features.def"
#undef FEATURE
    ;

using FeatureValues = std::array<std::int32_t, kFeatures>;

std::string_view name_of(Feature feature);
std::string_view words_for(Feature feature);  // "the length of the value"
std::optional<Feature> parse_feature(std::string_view name);

struct FeatureSource {
  std::string_view text;
  const PathFacts& path;
  const FilterLists& lists;
  const CommonText& common;
};

// Reads the value, its line (512 bytes either side), the three lines before and after (1,024 bytes)
// and the path. At most kLongestValue + 3 KB, once.
FeatureValues features_of(const Place& place, const FeatureSource& source);

}  // namespace foureyes
