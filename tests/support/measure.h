// What work costs, as ratios: seconds say more of the machine than of the program.
#pragma once

#include <cstddef>
#include <functional>

namespace foureyes::test {

// Processor time of this thread: the least of three runs, in seconds.
double seconds_of(const std::function<void()>& work);

// The largest resident size, in bytes, that a process of its own reaches with the work, above what
// it has without. 0 where that cannot be told (sanitizers keep freed memory).
std::size_t memory_of(const std::function<void()>& work);

}  // namespace foureyes::test
