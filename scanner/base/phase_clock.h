// How long the parts of a long run took. For --stats and for benchmarks; no result depends on it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace foureyes {

struct Phase {
  std::string name;
  double seconds = 0;       // on the wall
  std::uint64_t bytes = 0;  // that went through it; 0: not counted
};

class PhaseClock {
 public:
  // Ends the phase before and begins this one.
  void begin(std::string name) {
    end();
    phases_.push_back({std::move(name)});
    started_ = std::chrono::steady_clock::now();
    is_running_ = true;
  }
  void count(std::uint64_t bytes) { phases_.back().bytes += bytes; }
  void end() {
    if (is_running_)
      phases_.back().seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    is_running_ = false;
  }
  const std::vector<Phase>& phases() const { return phases_; }

 private:
  std::vector<Phase> phases_;
  std::chrono::steady_clock::time_point started_;
  bool is_running_ = false;
};

}  // namespace foureyes
