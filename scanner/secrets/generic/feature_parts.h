// The parts of features_of(), a file each.
#pragma once

#include "secrets/generic/features.h"

namespace foureyes {

class FeatureSink {
 public:
  explicit FeatureSink(FeatureValues& values) : values_(values) {}
  template <class Number>
  void set(Feature feature, Number value) {
    values_[static_cast<std::size_t>(feature)] = static_cast<std::int32_t>(value);
  }

 private:
  FeatureValues& values_;
};

inline std::string_view value_of(const Place& place, const FeatureSource& source) {
  return source.text.substr(place.value.begin, place.value.size());
}
inline std::string_view key_of(const Place& place, const FeatureSource& source) {
  return source.text.substr(place.key.begin, place.key.size());
}
inline std::int32_t per_mille(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<std::int32_t>(part * 1000 / whole);
}

void add_value_features(const Place& place, const FeatureSource& source, FeatureSink& sink);
void add_word_features(const Place& place, const FeatureSource& source, FeatureSink& sink);
void add_key_features(const Place& place, const FeatureSource& source, FeatureSink& sink);
void add_joint_features(const Place& place, const FeatureSource& source, FeatureSink& sink);
void add_context_features(const Place& place, const FeatureSource& source, FeatureSink& sink);
void add_path_features(const PathFacts& path, FeatureSink& sink);

}  // namespace foureyes
