#include "secrets/changed_windows.h"

#include <algorithm>
#include <cstring>

#include "secrets/views/digit_runs.h"
#include "secrets/views/text_view.h"

namespace foureyes {
namespace {

// How far a blank is looked for where a line is too long.
constexpr std::size_t kLongestRun = 512;

// Whether encoded text may go on from the line before `at` to the one that starts there.
bool is_within_wrapped_block(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  if (end < kLeastWrappedDigits) return false;
  const std::string_view line = text.substr(end - kLeastWrappedDigits, kLeastWrappedDigits);
  return std::all_of(line.begin(), line.end(), is_base64_digit);
}

// Where the lines before a change begin; nullopt: in the middle of something that is read as one.
std::optional<std::size_t> begin_of_window(std::string_view text, std::size_t at) {
  const std::size_t first = at - std::min(at, kWidestWindow);
  for (std::size_t lines = 0; at > first; ++lines) {
    const void* end = ::memrchr(text.data() + first, '\n', at - first);
    if (end == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
    if (lines + 1 < kWindowLines) continue;
    if (is_within_wrapped_block(text, at + 1)) return std::nullopt;
    return at + 1;
  }
  if (first == 0) return 0;
  // A long line. Nothing that is decoded goes on beyond a blank.
  const std::string_view before =
      text.substr(first - std::min(first, kLongestRun), std::min(first, kLongestRun));
  const std::size_t blank = before.find_last_of(" \t\n");
  if (blank == std::string_view::npos) return std::nullopt;
  return first - before.size() + blank + 1;
}

std::optional<std::size_t> end_of_window(std::string_view text, std::size_t at) {
  const std::size_t last = std::min(text.size(), at + kWidestWindow);
  for (std::size_t lines = 0; at < last; ++lines) {
    const std::size_t end = text.substr(0, last).find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
    if (lines + 1 < kWindowLines) continue;
    if (is_within_wrapped_block(text, at)) return std::nullopt;
    return at;
  }
  if (last == text.size()) return last;
  const std::size_t blank = text.substr(last, kLongestRun).find_first_of(" \t\n");
  if (blank != std::string_view::npos) return last + blank;
  return last + kLongestRun >= text.size() ? std::optional(text.size()) : std::nullopt;
}

// Changes that are this near to each other have one window.
constexpr std::size_t kNearChange = 256;

std::vector<ByteRange> joined(const std::vector<ByteRange>& changes) {
  std::vector<ByteRange> joined;
  for (const ByteRange& change : changes) {
    if (!joined.empty() && change.begin <= joined.back().end + kNearChange)
      joined.back().end = change.end;
    else
      joined.push_back(change);
  }
  return joined;
}

}  // namespace

std::optional<std::string> windows_around(std::string_view text,
                                          const std::vector<ByteRange>& changes) {
  std::vector<ByteRange> windows;
  std::size_t total = 0;
  for (const ByteRange& change : joined(changes)) {
    const bool goes_on = !windows.empty() && change.begin <= windows.back().end;
    const auto begin = goes_on ? windows.back().begin : begin_of_window(text, change.begin);
    const auto end = end_of_window(text, change.end);
    if (!begin || !end) return std::nullopt;
    if (!goes_on && (windows.empty() || *begin > windows.back().end)) {
      windows.push_back({*begin, *end});
      total += *end - *begin + kBetweenTexts.size();
    } else {
      total += *end - windows.back().end;
      windows.back().end = *end;
    }
    if (total >= text.size()) return std::nullopt;
  }
  std::string joined_windows;
  joined_windows.reserve(total);
  for (const ByteRange& window : windows) {
    if (!joined_windows.empty()) joined_windows += kBetweenTexts;
    joined_windows += text.substr(window.begin, window.size());
  }
  return joined_windows;
}

}  // namespace foureyes
