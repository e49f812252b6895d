// Keeps of equal credentials at one path the one that is first in history.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "input/history/history_map.h"
#include "model/finding.h"
#include "pipeline/path_classes.h"

namespace foureyes {

struct FirstFinding {
  CommitPlace commit = kNoCommitPlace;  // comes last
  ObjectName blob = {};
  // Where it is to be found again, when only its fingerprint is known.
  HistoryObject object = 0;
  ClassId path_class = 0;
  std::optional<Finding> finding = {};
};

class FirstFindings {
 public:
  struct Known {
    FirstFinding first;
    // The first one that was read, should the other not be found where it must be.
    std::optional<FirstFinding> read = {};
  };

  void add(const std::string& fingerprint, const std::string& path, const FirstFinding& one) {
    const auto [at, is_new] = all_.try_emplace({fingerprint, path}, Known{one});
    Known& known = at->second;
    if (is_before(one, known.first)) known.first = one;
    if (one.finding && (!known.read || is_before(one, *known.read))) known.read = one;
  }
  // By fingerprint and path.
  using Map = std::map<std::pair<std::string, std::string>, Known>;
  using Entry = Map::value_type;
  Map& all() { return all_; }

 private:
  static bool is_before(const FirstFinding& a, const FirstFinding& b) {
    return std::pair(a.commit, a.blob) < std::pair(b.commit, b.blob);
  }
  Map all_;
};

}  // namespace foureyes
