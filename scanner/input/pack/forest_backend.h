// Objects for libgit2 from packs that it cannot open: it needs the index of a pack even where a
// multi-pack index lists what the pack holds.
#pragma once

#include <string>

#include "base/result.h"

struct git_odb;

namespace foureyes {

// Lets the database find all objects that packs below this directory hold, before it asks its own
// backends. The database owns what is added.
Result<void> add_forest_backend(git_odb* database, const std::string& objects_directory);

}  // namespace foureyes
