#include "cli/progress_line.h"

#include <ostream>

namespace foureyes {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kQuietStart{500};  // short work shows nothing
constexpr milliseconds kBetween{100};

}  // namespace

ProgressLine::ProgressLine(Session& session)
    : session_(session), started_(std::chrono::steady_clock::now()), last_(started_) {}

ProgressLine::~ProgressLine() {
  if (shown_) session_.err << "\r\033[K" << std::flush;
}

void ProgressLine::advance(std::string_view what, std::size_t done, std::size_t total) {
  if (!session_.environment.errors_are_terminal || total == 0) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) return;  // another thread is writing a newer line
  const auto now = std::chrono::steady_clock::now();
  if (now - started_ < kQuietStart || now - last_ < kBetween) return;
  last_ = now;
  shown_ = true;
  session_.err << "\r\033[K" << done * 100 / total << " %  " << done << " of " << total << ' '
               << what << std::flush;
}

}  // namespace foureyes
