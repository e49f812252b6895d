#include "base/parallel.h"

#include <atomic>
#include <vector>

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("each index is worked on once, with any number of threads") {
  for (const std::size_t threads : {0u, 1u, 2u, 7u, 64u}) {
    std::vector<int> done(1000, 0);
    parallel_for(done.size(), threads, [&](std::size_t index, std::size_t) { ++done[index]; });
    REQUIRE(done == std::vector<int>(1000, 1));
  }
  parallel_for(0, 4, [](std::size_t, std::size_t) { FAIL("nothing to do"); });
}

TEST_CASE("a worker never runs twice at once") {
  constexpr std::size_t threads = 8;
  std::vector<std::atomic<int>> busy(threads);
  std::atomic<bool> clash{false};
  parallel_for(5000, threads, [&](std::size_t, std::size_t worker) {
    if (worker >= threads || busy[worker]++ != 0) clash = true;
    --busy[worker];
  });
  REQUIRE_FALSE(clash);
  REQUIRE(hardware_threads() >= 1);
}
