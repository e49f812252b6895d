#include "base/text_position.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"

namespace foureyes {
namespace {

constexpr std::size_t kBlock = 1024;

// ASCII, and lines end at LF alone.
bool is_simple(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t any = 0;
  std::size_t at = 0;
  for (std::uint64_t word; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    any |= word;
  }
  for (; at < text.size(); ++at) any |= static_cast<std::uint64_t>(text[at]) & 0x80;
  return (any & kHighBits) == 0 && text.find('\r') == std::string_view::npos;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  starts_.push_back(0);
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (at >= blocks_.size() * kBlock) {
      blocks_.push_back({at, units});
      const std::string_view block = text.substr(at, blocks_.size() * kBlock - at);
      if (is_simple(block)) {
        for (std::size_t end = 0; (end = block.find('\n', end)) != std::string_view::npos;)
          starts_.push_back(at + ++end);
        at += block.size();
        units += block.size();
        continue;
      }
    }
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
      ++units;
      const bool lone_return = c == '\r' && (at == text.size() || text[at] != '\n');
      if (c == '\n' || lone_return) starts_.push_back(at);
      continue;
    }
    const Utf8Step step = utf8_step(text, at);
    at += step.length;
    units += step.code_point > 0xffff ? 2 : 1;
  }
}

// UTF-16 code units before the character that holds `offset`.
std::size_t LineIndex::units_before(std::size_t offset) const {
  if (blocks_.empty()) return 0;
  auto block =
      blocks_.begin() + static_cast<std::ptrdiff_t>(std::min(offset / kBlock, blocks_.size() - 1));
  if (block->offset > offset) --block;  // a character reaches into the block
  std::size_t units = block->units;
  for (std::size_t at = block->offset; at < offset;) {
    const Utf8Step step = utf8_step(text_, at);
    at += step.length;
    if (at > offset) break;
    units += step.code_point > 0xffff ? 2 : 1;
  }
  return units;
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
    const std::size_t units = units_before(std::min(offset, bytes.end)) - units_before(bytes.begin);
    return static_cast<std::uint32_t>(1 + units);
  };
  TextRegion region;
  region.start_line = line_of(range.begin);
  region.start_column = column(region.start_line, range.begin);
  region.end_line = line_of(range.end);
  region.end_column = column(region.end_line, range.end);
  return region;
}

}  // namespace foureyes
