// Scans all that any ref reaches: every blob, commit message and tag message, at the speed of the
// packs (version_scan.h). What is found is what is found when every blob is read as a whole
// (tests/pipeline/history_scan_test.cpp).
//
// A credential that many versions of a file hold is one finding: in the first commit that has it.
#pragma once

#include "base/phase_clock.h"
#include "input/blob_source.h"
#include "input/history/history_scope.h"
#include "input/repository.h"
#include "pipeline/scan.h"
#include "pipeline/version_scan.h"

namespace foureyes {

struct HistoryScanOptions {
  HistoryScope scope = {};
  BlobReading reading = BlobReading::changes;
  std::uint64_t blob_limit = kDefaultBlobLimit;
  std::uint64_t memory = 512u << 20;  // for objects at hand, of all threads together
  PhaseClock* clock = nullptr;        // may be nullptr
  // What the authors of the repository do not know (secrets/line_hash.h); no result depends on it.
  std::string line_secret = {};
};

// Errors: a ref's commit cannot be read; no memory for the matcher's scratch.
Result<ScanReport> scan_history(const Repository& repository, const ScanOptions& options,
                                const HistoryScanOptions& history = {});

}  // namespace foureyes
