// Progress on a terminal: one line on standard error that is rewritten, at most ten times a second,
// and gone when the work is done. Nothing is written where standard error is no terminal.
#pragma once

#include <chrono>
#include <mutex>
#include <string_view>

#include "cli/command.h"
#include "pipeline/progress.h"

namespace foureyes {

class ProgressLine : public Progress {
 public:
  explicit ProgressLine(Session& session);
  ~ProgressLine() override;
  void advance(std::string_view what, std::size_t done, std::size_t total) override;

 private:
  Session& session_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point last_;
  bool shown_ = false;
};

}  // namespace foureyes
