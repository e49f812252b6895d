#include "secrets/line_mask.h"

#include <algorithm>
#include <cstring>

#include "base/display_text.h"

namespace foureyes {
namespace {

constexpr std::size_t kShownAround = 160;  // bytes either side of the credential
constexpr std::size_t kKeyBytes = 8;       // shorter values are hidden only where they stand
constexpr std::size_t kMostAlike = 16;     // values with the same key bytes that are compared
constexpr std::string_view kRedacted = "[redacted]";

// Values of one provider share their first bytes (at most kBehindPrefix bytes), so the key of
// longer ones lies behind them.
constexpr std::size_t kBehindPrefix = 16;
std::size_t key_offset(std::size_t size) {
  return size >= kBehindPrefix + kKeyBytes ? kBehindPrefix : 0;
}

std::uint64_t key_at(std::string_view text, std::size_t offset) {
  std::uint64_t key = 0;
  std::memcpy(&key, text.data() + offset, kKeyBytes);
  return key;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

void LineMask::add(ByteRange range, std::string mask, Repeats repeats) {
  hidden_.push_back({range, std::move(mask), repeats});
}

void LineMask::finish() {
  // Of equal ranges the first mask stays first, however many values there are.
  std::stable_sort(hidden_.begin(), hidden_.end(),
                   [](const Hidden& a, const Hidden& b) { return a.range < b.range; });
  for (const Hidden& hidden : hidden_) {
    if (hidden.repeats == Repeats::shown || hidden.range.size() < kKeyBytes) continue;
    const std::size_t offset = hidden.range.begin + key_offset(hidden.range.size());
    std::vector<ByteRange>& alike = values_[key_at(text_, offset)];
    if (alike.size() < kMostAlike) alike.push_back(hidden.range);
  }
  std::vector<Hidden> disjoint;
  for (Hidden& hidden : hidden_) {
    if (disjoint.empty() || disjoint.back().range.end <= hidden.range.begin) {
      disjoint.push_back(std::move(hidden));
    } else if (disjoint.back().range == hidden.range) {
      // Two rules for one value: the mask that names the provider says more, and nothing secret.
      if (disjoint.back().mask == kRedacted) disjoint.back().mask = std::move(hidden.mask);
    } else {
      ByteRange& known = disjoint.back().range;
      // One inside the other: the mask of the first, which begins earlier, still says enough.
      if (hidden.range.end > known.end) disjoint.back().mask = kRedacted;
      known.end = std::max(known.end, hidden.range.end);
    }
  }
  hidden_ = std::move(disjoint);
}

// The end of a known value that begins at `offset` and ends by `end`; 0: none.
std::size_t LineMask::hidden_value_at(std::size_t offset, std::size_t end) const {
  const std::string_view here = text_.substr(offset, end - offset);
  const auto compare = [&](std::size_t key) -> std::size_t {
    if (here.size() < key + kKeyBytes) return 0;
    const auto alike = values_.find(key_at(here, key));
    if (alike == values_.end()) return 0;
    for (const ByteRange& range : alike->second)
      if (key_offset(range.size()) == key &&
          here.starts_with(text_.substr(range.begin, range.size())))
        return offset + range.size();
    return 0;
  };
  const std::size_t value_end = compare(kBehindPrefix);
  return value_end != 0 ? value_end : compare(0);
}

std::string LineMask::masked_line(ByteRange range) const {
  const std::size_t least = range.begin - std::min(range.begin, kShownAround);
  std::size_t begin = range.begin;
  while (begin > least && text_[begin - 1] != '\n' && text_[begin - 1] != '\r') --begin;
  while (begin < range.begin && is_continuation(text_[begin])) ++begin;
  // No further than is shown: a line may be the whole file.
  const std::size_t most = std::min(text_.size(), std::max(range.end, range.begin) + kShownAround);
  std::size_t end = range.begin;
  while (end < most && text_[end] != '\n' && text_[end] != '\r') ++end;
  auto hidden = std::partition_point(hidden_.begin(), hidden_.end(),
                                     [&](const Hidden& item) { return item.range.end <= begin; });
  std::string shown;
  std::size_t at = begin;
  std::size_t plain = begin;
  const auto show = [&](std::size_t to) { shown += plain_text(text_.substr(plain, to - plain)); };
  while (at < end) {
    if (hidden != hidden_.end() && hidden->range.begin <= at) {
      show(at);
      shown += hidden->mask;
      at = plain = std::max(at, hidden->range.end);
      ++hidden;
    } else if (const std::size_t value_end = hidden_value_at(at, text_.size())) {
      show(at);
      shown += kRedacted;
      at = plain = value_end;
      while (hidden != hidden_.end() && hidden->range.end <= at) ++hidden;
    } else {
      ++at;
    }
  }
  if (plain < end) show(end);
  return shown;
}

}  // namespace foureyes
