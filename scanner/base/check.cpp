#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace foureyes {

void check_failed(const char* condition, const char* message, const char* file, int line) {
  std::fprintf(stderr, "foureyes: internal error: %s (%s) at %s:%d\n", message, condition, file,
               line);
  std::abort();
}

}  // namespace foureyes
