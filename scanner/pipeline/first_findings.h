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
  void add(const std::string& fingerprint, const std::string& path, FirstFinding one) {
    const auto [at, is_new] = first_.try_emplace({fingerprint, path}, FirstFinding());
    FirstFinding& other = at->second;
    if (is_new || std::pair(one.commit, one.blob) < std::pair(other.commit, other.blob))
      other = std::move(one);
  }
  // By fingerprint and path.
  using Map = std::map<std::pair<std::string, std::string>, FirstFinding>;
  using Entry = Map::value_type;
  Map& all() { return first_; }

 private:
  Map first_;
};

}  // namespace foureyes
