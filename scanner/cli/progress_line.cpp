#include "cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "base/text.h"
#include "report/wording.h"

namespace foureyes {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kQuietStart{500};  // short work shows nothing
constexpr milliseconds kBetween{100};
constexpr std::size_t kBarWidth = 10;
constexpr double kShortest = 0.001;  // seconds that a rate can be told of

std::string bar(std::size_t done, std::size_t total) {
  const std::size_t filled = done * kBarWidth / total;
  return concat('[', std::string(filled, '='), std::string(kBarWidth - filled, ' '), "] ",
                done * 100 / total, " %  ");
}

std::string time_left(std::size_t done, std::size_t total, double seconds) {
  const double left =
      std::ceil(seconds * static_cast<double>(total - done) / static_cast<double>(done));
  const auto whole = static_cast<std::uint64_t>(left);
  return whole < 100 ? concat("  ", whole, " s left") : concat("  ", whole / 60, " min left");
}

}  // namespace

std::string progress_text(const ProgressStep& step, double seconds) {
  const bool has_end = step.total > 0;
  // What lies beside the wanted is gone through as well.
  const std::size_t done = has_end ? std::min(step.done, step.total) : step.done;
  std::string text = has_end ? bar(done, step.total) : "";
  text += has_end ? concat(count_of(done, "of ", "of "), count_of(step.total, step.what, step.what))
                  : count_of(done, step.what, step.what);
  if (step.bytes > 0) {
    const double rate = static_cast<double>(step.bytes) / std::max(seconds, kShortest);
    text +=
        concat("  ", size_of(step.bytes), "  ", size_of(static_cast<std::uint64_t>(rate)), "/s");
  }
  if (step.found > 0) text += concat("  ", step.found, " found");
  if (has_end && done > 0) text += time_left(done, step.total, seconds);
  return text;
}

ProgressLine::ProgressLine(Session& session)
    : session_(session), started_(std::chrono::steady_clock::now()), last_(started_) {}

ProgressLine::~ProgressLine() {
  if (shown_) session_.err << "\r\033[K" << std::flush;
}

void ProgressLine::advance(const ProgressStep& step) {
  if (!session_.environment.errors_are_terminal) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) return;  // another thread is writing a newer line
  const auto now = std::chrono::steady_clock::now();
  if (now - started_ < kQuietStart || now - last_ < kBetween) return;
  last_ = now;
  shown_ = true;
  const std::chrono::duration<double> since = now - started_;
  session_.err << "\r\033[K" << progress_text(step, since.count()) << std::flush;
}

}  // namespace foureyes
