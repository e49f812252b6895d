// Places that hold no credential for certain, whatever the model would say: known by form, by name
// or by the class of the path. Each kind is counted in the report.
#pragma once

#include <optional>
#include <string_view>

#include "secrets/generic/features.h"

namespace foureyes {

// The kind, as coverage counts it ("template", "public-key"); nothing where the model is to judge.
std::optional<std::string_view> suppressed_as(const Place& place, const FeatureSource& source);

}  // namespace foureyes
