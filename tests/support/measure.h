// What work costs, as ratios: seconds say more of the machine than of the program.
#pragma once

#include <cstddef>
#include <functional>

namespace foureyes::test {

// Processor time of this thread: the least of three runs, in seconds.
double seconds_of(const std::function<void()>& work);

// Whether `twice`, the work on a text twice as long, takes at most about twice as long as `once`.
// Asked again where the machine was busy.
bool takes_linear_time(const std::function<void()>& once, const std::function<void()>& twice);

// The largest resident size, in bytes, that a process of its own reaches with the work, above what
// it has without. 0 where that cannot be told (sanitizers keep freed memory).
std::size_t memory_of(const std::function<void()>& work);

}  // namespace foureyes::test
