// Kubernetes manifests that grant nothing whatever they say, told without parsing: definitions of
// custom resources, which are most of the YAML bytes of a repository that has any.
#pragma once

#include <string_view>

namespace foureyes {

// False where that is not certain.
bool is_silent_manifest(std::string_view content);

}  // namespace foureyes
