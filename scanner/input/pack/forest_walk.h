// Goes through all objects of one type, bases before what is built on them: each entry is inflated
// once and each delta applied once, on all cores.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "input/pack/expansion_shares.h"
#include "input/pack/object_forest.h"

namespace foureyes {

struct ForestVisit {
  ForestIndex object = kNoForestIndex;
  std::string_view bytes = {};  // until the visit ends
  // Of an object that is a delta; else kNoForestIndex and empty. The base was visited before, by
  // the same worker, at depth - 1 of the same way. (A delta whose base is shadowed is shown as if
  // it were whole: nobody saw its base.)
  ForestIndex base = kNoForestIndex;
  std::string_view base_bytes = {};
  std::string_view delta = {};
  std::size_t depth = 0;  // on the way from the root, those not shown counted too
  std::size_t worker = 0;
};

struct WalkLimits {
  std::size_t threads = 1;
  // Objects that are larger are not visited, nor what is built on them.
  std::uint64_t object_limit = 256u << 20;
  // Of all workers together, for objects on their ways. Past it, bases that are needed again are
  // made again; one object and its base always fit.
  std::uint64_t memory = 512u << 20;
  // Of all that is written. What is past it is not visited.
  ExpansionLimit expansion = {};
};

// Calls visit for each object of the type; two calls with one worker never overlap. Returns what
// could not be visited, ascending: damaged, too large, past the bound of expansion, or built on
// such an object. (What has no root, forest.type() says nullopt, belongs to no walk.)
std::vector<ForestIndex> walk_forest(const ObjectForest& forest, ObjectType type,
                                     const WalkLimits& limits,
                                     const std::function<void(const ForestVisit&)>& visit);

}  // namespace foureyes
