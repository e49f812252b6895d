// Everything that a walk shows, as the tests compare it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "input/pack/forest_walk.h"

namespace foureyes::test {

struct ForestContents {
  std::map<ObjectName, std::string> objects;
  std::vector<ObjectName> failed;    // ascending
  std::vector<ObjectName> rootless;  // ascending
  // What no walk may do: an object twice, a base that its worker did not see right before, a delta
  // whose runs are not the object.
  std::size_t faults = 0;
};

// Walks all types.
ForestContents contents_of(const ObjectForest& forest, const WalkLimits& limits = {});
ForestContents contents_of(const std::string& objects_directory, const WalkLimits& limits = {});

// What `git cat-file` says that the repository holds.
std::map<ObjectName, std::string> objects_by_git(const std::string& repository);

}  // namespace foureyes::test
