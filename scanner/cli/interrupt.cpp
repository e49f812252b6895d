#include "cli/interrupt.h"

#include <csignal>
#include <string_view>
#include <unistd.h>

namespace foureyes {
namespace {

constexpr std::string_view kClearLine = "\r\033[K";

extern "C" void clear_and_end(int signal) {
  [[maybe_unused]] const ssize_t written =
      ::write(STDERR_FILENO, kClearLine.data(), kClearLine.size());
  ::raise(signal);  // SA_RESETHAND: what it does by default, when this returns
}

}  // namespace

void clear_line_when_interrupted(const Environment& environment) {
  if (!environment.errors_are_terminal) return;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action = {};
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action.sa_handler = clear_and_end;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace foureyes
