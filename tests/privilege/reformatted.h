// The same files in another form, which must mean the same.
#pragma once

#include <map>
#include <string>

#include "base/document.h"

namespace foureyes {

// The document with the keys of every mapping turned round, as JSON (which is YAML).
std::string reordered(const DocumentNode& node);

// Documents turned round; comments, line ends and spaces elsewhere. As it is where the bytes count.
std::map<std::string, std::string> reformatted(const std::map<std::string, std::string>& files);

}  // namespace foureyes
