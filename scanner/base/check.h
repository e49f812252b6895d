// CHECK(condition, "message"): a broken invariant of ours. Says where and aborts, in every build.
#pragma once

namespace foureyes {
[[noreturn]] void check_failed(const char* condition, const char* message, const char* file,
                               int line);
}  // namespace foureyes

#define CHECK(condition, message)                                                        \
  do {                                                                                   \
    if (!(condition)) ::foureyes::check_failed(#condition, message, __FILE__, __LINE__); \
  } while (false)
