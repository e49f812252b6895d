// Goes through whole trees, but looks only at names on the way to the paths that somebody wants.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "input/history/path_table.h"
#include "input/history/tree_table.h"

namespace foureyes {

class WantedWalk {
 public:
  // Keeps the references.
  WantedWalk(TreeTable& trees, PathTable& paths) : trees_(trees), paths_(paths) {}

  void want(PathId path);
  // Calls met(blob, path) for each file of the tree that is at a wanted path. A tree that was met
  // in a directory before says nothing new there, until forget().
  template <class Met>
  void visit(HistoryObject root, const Met& met) {
    pending_.assign(1, {root, kTopDirectory});
    while (!pending_.empty()) {
      const auto [tree, directory] = pending_.back();
      pending_.pop_back();
      if (!seen_.insert(key(directory, tree)).second) continue;
      for (const TreeRow& row : rows_of(tree, directory)) {
        if (row.kind == TreeRow::Kind::tree)
          pending_.emplace_back(row.child, paths_.directory(directory, row.name));
        else if (row.kind == TreeRow::Kind::file)
          met(row.child, paths_.path(directory, row.name));
      }
    }
  }
  void forget() { seen_.clear(); }

 private:
  using Rows = std::vector<TreeRow>;  // those with a wanted name
  static std::uint64_t key(std::uint32_t directory, std::uint32_t other) {
    return static_cast<std::uint64_t>(directory) << 32 | other;
  }
  bool is_wanted(DirectoryId directory, const TreeRow& row) const {
    return wanted_.contains(key(directory, row.name));
  }
  const Rows& rows_of(HistoryObject tree, DirectoryId directory);

  TreeTable& trees_;
  PathTable& paths_;
  std::unordered_set<std::uint64_t> wanted_;  // names in directories
  std::unordered_set<std::uint64_t> seen_;    // trees in directories
  std::unordered_map<std::uint64_t, Rows> rows_;
  std::vector<std::pair<HistoryObject, DirectoryId>> pending_;
};

}  // namespace foureyes
