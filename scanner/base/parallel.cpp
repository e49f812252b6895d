#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace foureyes {

void parallel_for(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t index, std::size_t worker)>& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&](std::size_t worker) {
    for (std::size_t i = next++; i < count; i = next++) work(i, worker);
  };
  std::vector<std::thread> others;
  const std::size_t wanted = std::min(threads, count);
  try {
    for (std::size_t worker = 1; worker < wanted; ++worker) others.emplace_back(run, worker);
  } catch (const std::system_error&) {
    // The system gives no more threads: those that run do the work.
  }
  run(0);
  for (std::thread& other : others) other.join();
}

std::size_t hardware_threads() {
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace foureyes
