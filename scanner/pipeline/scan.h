// Where input meets secrets: every blob of a source goes through the detector, on all cores, and
// comes out as one report whose order depends on the input alone.
#pragma once

#include <cstddef>
#include <string>

#include "input/blob_source.h"
#include "model/scan_report.h"
#include "pipeline/progress.h"
#include "secrets/detector.h"
#include "secrets/rule_set.h"

namespace foureyes {

struct ScanOptions {
  const RuleSet& rules;
  DetectorOptions detector = {};
  std::size_t threads = 1;
  Progress* progress = nullptr;  // may be nullptr
};

// Errors: no memory for the matcher's scratch. What could not be read is in the report's notices.
Result<ScanReport> scan(const BlobSource& source, const ScanOptions& options);

}  // namespace foureyes
