// Progress on a terminal: one line on standard error that is rewritten, at most ten times a second,
// and gone when the work is done. Nothing is written where standard error is no terminal.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "cli/command.h"
#include "pipeline/progress.h"

namespace foureyes {

// "[=====     ] 50 %  1,000 of 2,000 blobs  12.3 MB  6.1 MB/s  3 found  2 s left"
std::string progress_text(const ProgressStep& step, double seconds);

class ProgressLine : public Progress {
 public:
  explicit ProgressLine(Session& session);
  ~ProgressLine() override;
  void advance(const ProgressStep& step) override;

 private:
  Session& session_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point last_;
  bool shown_ = false;
};

}  // namespace foureyes
