// How many bytes a walk may write, against packs that were made to keep it busy: a delta of twenty
// bytes can stand for a copy of 250 MB, and a pack has room for many.
//
// The bound is generous: a pack as git makes it expands some 30 times, one with many versions of a
// large generated file some hundred times. Each root has its share before the walk starts, so that
// what is past it does not depend on threads.
#pragma once

#include <cstdint>
#include <vector>

#include "input/pack/object_forest.h"

namespace foureyes {

struct ExpansionLimit {
  std::uint64_t factor = 1000;                    // times the packed bytes,
  std::uint64_t floor = std::uint64_t{64} << 30;  // or this, whatever is more
};

class ExpansionShares {
 public:
  ExpansionShares(const ObjectForest& forest, const std::vector<ForestRoot>& roots,
                  const ExpansionLimit& limit);
  // Half of the bound is shared by packed bytes, half by what is to be expected: that all objects
  // of a tree are as large as its root.
  std::uint64_t of(const ForestRoot& root) const;

 private:
  double expected(const ForestRoot& root) const;

  const ObjectForest& forest_;
  double total_ = 0;
  double packed_ = 1;    // of all roots
  double expected_ = 1;  // of all roots
};

}  // namespace foureyes
