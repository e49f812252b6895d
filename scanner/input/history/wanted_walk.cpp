#include "input/history/wanted_walk.h"

#include <optional>

namespace foureyes {

void WantedWalk::want(PathId path) {
  DirectoryId directory = paths_.directory_of(path);
  wanted_.insert(key(directory, paths_.name_of(path)));
  while (directory != kTopDirectory) {
    const DirectoryId parent = paths_.parent_of(directory);
    if (!wanted_.insert(key(parent, paths_.last_name_of(directory))).second) return;
    directory = parent;
  }
}

// Bases first, so that each tree only reads what is its own.
const WantedWalk::Rows& WantedWalk::rows_of(HistoryObject tree, DirectoryId directory) {
  std::vector<HistoryObject> way;
  std::optional<HistoryObject> at = tree;
  const Rows* base = nullptr;
  for (; at; at = trees_.base(*at)) {
    const auto known = rows_.find(key(directory, *at));
    if (known != rows_.end()) {
      base = &known->second;
      break;
    }
    way.push_back(*at);
  }
  for (auto next = way.rbegin(); next != way.rend(); ++next) {
    Rows rows;
    if (base == nullptr) {
      for (const TreeRow& row : trees_.whole(*next).rows)
        if (is_wanted(directory, row)) rows.push_back(row);
    } else {
      rows = trees_.with_own(*base, *next);
      std::erase_if(rows, [&](const TreeRow& row) { return !is_wanted(directory, row); });
    }
    base = &(rows_[key(directory, *next)] = std::move(rows));
  }
  return *base;
}

}  // namespace foureyes
