// How long the parts of a long run took. For --stats and for benchmarks; no result depends on it.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

namespace foureyes {

struct Phase {
  std::string name;
  double seconds = 0;            // on the wall
  double processor_seconds = 0;  // of all threads
  std::uint64_t bytes = 0;       // that went through it; 0: not counted
};

class PhaseClock {
 public:
  // Ends the phase before and begins this one.
  void begin(std::string name) {
    end();
    phases_.push_back({std::move(name)});
    started_ = now();
    is_running_ = true;
  }
  void count(std::uint64_t bytes) { phases_.back().bytes += bytes; }
  void end() {
    if (is_running_) {
      const Moment ended = now();
      phases_.back().seconds = ended.wall - started_.wall;
      phases_.back().processor_seconds = ended.processor - started_.processor;
    }
    is_running_ = false;
  }
  const std::vector<Phase>& phases() const { return phases_; }

 private:
  struct Moment {
    double wall = 0;
    double processor = 0;
  };
  static Moment now() {
    timespec processor{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &processor);
    const auto wall = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double>(wall).count(),
            static_cast<double>(processor.tv_sec) + static_cast<double>(processor.tv_nsec) * 1e-9};
  }
  std::vector<Phase> phases_;
  Moment started_;
  bool is_running_ = false;
};

}  // namespace foureyes
