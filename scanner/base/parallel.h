// Runs independent work on several threads. Results come back by index, so that no output depends
// on timing.
#pragma once

#include <cstddef>
#include <functional>

namespace foureyes {

// Calls work(index, worker) for each index below `count`; `worker` is below `threads` and no two
// calls with the same worker run at once (per-worker scratch needs no lock). threads == 1 runs in
// the caller.
void parallel_for(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t index, std::size_t worker)>& work);

// The machine's, at least 1.
std::size_t hardware_threads();

}  // namespace foureyes
