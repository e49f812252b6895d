// The paths of a history as the detector sees them: those of one class give equal findings, so a
// blob is scanned once a class, not once a path.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "input/history/history_map.h"
#include "secrets/detector.h"

namespace foureyes {

using ClassId = std::uint32_t;

class PathClasses {
 public:
  // Errors: no memory for the matcher's scratch.
  static Result<PathClasses> of(const HistoryMap& map, const Detector& detector,
                                std::size_t threads);

  ClassId of(PathId path) const { return of_path_[path]; }
  // Distinct, ascending.
  std::vector<ClassId> of(const std::vector<PathId>& paths) const;
  // A path of the class.
  const std::string& example(ClassId id) const { return examples_[id]; }
  // Whether find_notable_lines() tells of texts of the class.
  bool has_notable_lines(ClassId id) const { return has_notable_lines_[id]; }
  // Whether a rule's finding is the name of a file of the class.
  bool has_telling_name(ClassId id) const { return has_telling_name_[id]; }
  // Credentials in the path itself; null: none.
  const std::vector<Finding>* named_in(PathId path) const;
  bool has_named() const { return !named_.empty(); }

 private:
  std::vector<ClassId> of_path_;
  std::vector<std::string> examples_;
  std::vector<bool> has_notable_lines_;
  std::vector<bool> has_telling_name_;
  std::map<PathId, std::vector<Finding>> named_;
};

}  // namespace foureyes
