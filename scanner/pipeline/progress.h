// How long work tells that it goes on. The command line shows it on a terminal; nothing else
// listens.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace foureyes {

struct ProgressStep {
  std::string_view what;  // a word or two ("blobs")
  std::size_t done = 0;
  std::size_t total = 0;    // 0: not known
  std::uint64_t bytes = 0;  // 0: not counted
  std::size_t found = 0;    // findings so far
};

class Progress {
 public:
  virtual ~Progress() = default;
  // May be called from any thread, often.
  virtual void advance(const ProgressStep& step) = 0;
};

// Adds up what many threads have done.
class ProgressCount {
 public:
  // `progress` may be nullptr.
  ProgressCount(Progress* progress, std::string_view what, std::size_t total)
      : progress_(progress), what_(what), total_(total) {}

  void add(std::uint64_t bytes, std::size_t found) {
    if (progress_ == nullptr) return;
    progress_->advance({.what = what_,
                        .done = ++done_,
                        .total = total_,
                        .bytes = bytes_ += bytes,
                        .found = found_ += found});
  }

 private:
  Progress* progress_;
  std::string_view what_;
  std::size_t total_;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<std::uint64_t> bytes_ = 0;
  std::atomic<std::size_t> found_ = 0;
};

}  // namespace foureyes
