#include "base/text_position.h"

#include <algorithm>

#include "base/utf8.h"

namespace foureyes {
namespace {

constexpr std::size_t kCountedBytes = 64u << 10;

// UTF-16 code units of text[begin, end); past kCountedBytes a byte counts as one.
std::uint32_t utf16_length(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t counted = std::min(end, begin + kCountedBytes);
  std::size_t units = 0;
  std::size_t at = begin;
  while (at < counted) {
    const Utf8Step step = utf8_step(text, at);
    at += step.length;
    if (at > end) break;  // `end` is inside this character: its column is where it starts
    units += step.code_point > 0xffff ? 2 : 1;
  }
  if (at < end) units += end - at;
  return static_cast<std::uint32_t>(units);
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  starts_.push_back(0);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool lone_return = text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n');
    if (text[at] == '\n' || lone_return) starts_.push_back(at + 1);
  }
}

std::uint32_t LineIndex::line_of(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::uint32_t>(after - starts_.begin());
}

ByteRange LineIndex::line_bytes(std::uint32_t line) const {
  if (line == 0 || line > line_count()) return {text_.size(), text_.size()};
  ByteRange range{starts_[line - 1], line < line_count() ? starts_[line] : text_.size()};
  if (line == line_count()) return range;
  if (range.size() > 0 && text_[range.end - 1] == '\n') --range.end;
  if (range.size() > 0 && text_[range.end - 1] == '\r') --range.end;
  return range;
}

TextRegion LineIndex::region(ByteRange range) const {
  range.begin = std::min(range.begin, text_.size());
  range.end = std::clamp(range.end, range.begin, text_.size());
  const auto column = [this](std::uint32_t line, std::size_t offset) {
    const ByteRange bytes = line_bytes(line);
    return 1 + utf16_length(text_, bytes.begin, std::min(offset, bytes.end));
  };
  TextRegion region;
  region.start_line = line_of(range.begin);
  region.start_column = column(region.start_line, range.begin);
  region.end_line = line_of(range.end);
  region.end_column = column(region.end_line, range.end);
  return region;
}

}  // namespace foureyes
