#include "support/measure.h"

#include <algorithm>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace foureyes::test {
namespace {

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::size_t peak_of_child(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) return 0;
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kKeepsFreedMemory = true;
#elif defined(__has_feature)
constexpr bool kKeepsFreedMemory = __has_feature(address_sanitizer);
#else
constexpr bool kKeepsFreedMemory = false;
#endif

}  // namespace

double seconds_of(const std::function<void()>& work) {
  double least = 1e9;
  for (int run = 0; run < 3; ++run) {
    const double start = thread_seconds();
    work();
    least = std::min(least, thread_seconds() - start);
  }
  return least;
}

bool takes_linear_time(const std::function<void()>& once, const std::function<void()>& twice) {
  constexpr double kNoise = 0.005;  // seconds
  for (int attempt = 0; attempt < 5; ++attempt)
    if (seconds_of(twice) < 2.5 * seconds_of(once) + kNoise) return true;
  return false;
}

std::size_t memory_of(const std::function<void()>& work) {
  if (kKeepsFreedMemory) return 0;
  const std::size_t without = peak_of_child([] {});
  const std::size_t with = peak_of_child(work);
  return with - std::min(with, without);
}

}  // namespace foureyes::test
