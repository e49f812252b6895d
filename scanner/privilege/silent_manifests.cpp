#include "privilege/silent_manifests.h"

#include <algorithm>

#include "base/text.h"
#include "base/yaml_outline.h"

namespace foureyes {

bool is_silent_manifest(std::string_view content) {
  constexpr std::string_view kDefinition = "CustomResourceDefinition";
  if (!contains(content, kDefinition)) return false;
  const auto kinds = plain_top_level(content, "kind");
  return kinds && !kinds->empty() &&
         std::all_of(kinds->begin(), kinds->end(),
                     [&](std::string_view kind) { return kind == kDefinition; });
}

}  // namespace foureyes
