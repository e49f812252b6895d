// How much of a history --history looks at, and with how much memory.
#pragma once

#include <string>

#include "base/result.h"
#include "pipeline/history_scan.h"

namespace CLI {
class App;
}

namespace foureyes {

class HistoryFlags {
 public:
  // --all-objects, --since, --max-commits, --max-memory.
  void declare(CLI::App& app);
  // Errors: a date or a size that is none.
  Result<HistoryScanOptions> options() const;
  // Whether any of them was given.
  bool any() const {
    return all_objects_ || max_commits_ > 0 || !since_.empty() || !max_memory_.empty();
  }

 private:
  bool all_objects_ = false;
  std::string since_;
  std::uint64_t max_commits_ = 0;  // 0: all
  std::string max_memory_;
};

}  // namespace foureyes
