// Puts together what the parts compute: value_features, key_features, context_features.
#include "secrets/generic/features.h"

#include <algorithm>

#include "secrets/generic/feature_parts.h"

namespace foureyes {
namespace {

struct Row {
  std::string_view name;
  std::string_view words;
};

constexpr std::array<Row, kFeatures> kRows{{
#define FEATURE(name, words) {#name, words},
#include "secrets/generic/features.def"
#undef FEATURE
}};

}  // namespace

std::string_view name_of(Feature feature) { return kRows[static_cast<std::size_t>(feature)].name; }
std::string_view words_for(Feature feature) {
  return kRows[static_cast<std::size_t>(feature)].words;
}

std::optional<Feature> parse_feature(std::string_view name) {
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [&](const Row& candidate) { return candidate.name == name; });
  if (row == kRows.end()) return std::nullopt;
  return static_cast<Feature>(row - kRows.begin());
}

FeatureValues features_of(const Place& place, const FeatureSource& source) {
  FeatureValues values{};
  FeatureSink sink(values);
  add_value_features(place, source, sink);
  add_word_features(place, source, sink);
  add_key_features(place, source, sink);
  add_joint_features(place, source, sink);
  add_context_features(place, source, sink);
  add_path_features(source.path, sink);
  return values;
}

}  // namespace foureyes
