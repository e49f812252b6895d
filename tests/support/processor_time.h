// Time that this process has computed: unlike a clock on the wall it does not depend on what else
// the machine does.
#pragma once

#include <ctime>

namespace foureyes::test {

inline double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

}  // namespace foureyes::test
