// The result of looking for credentials.
#pragma once

#include <string>
#include <vector>

#include "model/coverage.h"
#include "model/dropped_place.h"
#include "model/finding.h"
#include "model/notice.h"
#include "model/rule_info.h"

namespace foureyes {

struct ScanReport {
  std::string input;  // what was scanned, in words: "the index", "3 commits of 1f2e3d4..9a8b7c6"
  std::vector<Finding> findings;  // in report order
  std::vector<Notice> notices;    // sorted
  Coverage coverage;
  std::vector<RuleInfo> rules;        // of the findings, sorted by id
  std::vector<DroppedPlace> dropped;  // by path and position; where reasons were asked for
  std::string rules_digest;           // sha256 hex of the rule sources in force
};

}  // namespace foureyes
