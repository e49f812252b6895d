// Names of the objects that lie in files of their own (gitrepository-layout(5):
// objects/[0-9a-f]{2}).
#pragma once

#include <string>
#include <vector>

#include "input/object_name.h"

namespace foureyes {

// Sorted. Files that are named otherwise are none.
std::vector<ObjectName> loose_objects(const std::string& objects_directory);

}  // namespace foureyes
