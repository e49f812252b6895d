#include "secrets/lines.h"

#include <algorithm>
#include <cstring>

namespace foureyes {
namespace {

constexpr std::size_t kLineBytes = 512;

std::size_t end_of_near(std::string_view text, std::size_t at, std::size_t most_bytes) {
  const std::string_view near = text.substr(0, std::min(text.size(), at + most_bytes));
  for (std::size_t breaks = 0; breaks <= kNearLines; ++breaks, ++at) {
    at = near.find('\n', at);
    if (at == std::string_view::npos) return near.size();
  }
  return at - 1;
}

}  // namespace

ByteRange line_around(std::string_view text, ByteRange range) {
  ByteRange line = range;
  const std::size_t first = range.begin - std::min(range.begin, kLineBytes);
  while (line.begin > first && text[line.begin - 1] != '\n') --line.begin;
  const std::size_t last = std::min(text.size(), range.end + kLineBytes);
  while (line.end < last && text[line.end] != '\n') ++line.end;
  return line;
}

ByteRange lines_near(std::string_view text, ByteRange place, std::size_t most_bytes) {
  const std::size_t first = place.begin - std::min(place.begin, most_bytes);
  const std::size_t end = end_of_near(text, place.end, most_bytes);
  std::size_t begin = place.begin;
  for (std::size_t breaks = 0; breaks <= kNearLines; ++breaks) {
    const void* at = ::memrchr(text.data() + first, '\n', begin - first);
    if (at == nullptr) return {first, end};
    begin = static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
  }
  return {begin + 1, end};
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  const void* end = ::memrchr(text.data(), '\n', at);
  return end == nullptr ? 0
                        : static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t lines_before(std::string_view text, std::size_t begin, std::size_t lines) {
  for (; lines > 0 && begin > 0; --lines) begin = line_begin(text, begin - 1);
  return begin;
}

std::size_t lines_behind(std::string_view text, std::size_t end, std::size_t lines) {
  for (; lines > 0 && end < text.size(); --lines) end = line_end(text, end);
  return end;
}

std::vector<ByteRange> lines_on(std::string_view text, const std::vector<ByteRange>& places) {
  std::vector<ByteRange> lines;
  if (text.empty()) return lines;
  for (const ByteRange& place : places) {
    const std::size_t first = std::min(place.begin, text.size() - 1);
    const std::size_t last = std::min(place.end, text.size() - 1);
    const std::size_t known_to = lines.empty() ? 0 : lines.back().end;
    if (last < known_to) continue;
    const std::size_t end = line_end(text, last);
    const std::size_t begin = first <= known_to
                                  ? known_to
                                  : known_to + line_begin(text.substr(known_to), first - known_to);
    if (!lines.empty() && begin == known_to)
      lines.back().end = end;
    else
      lines.push_back({begin, end});
  }
  return lines;
}

void append_range(std::vector<ByteRange>& ranges, ByteRange range, std::size_t gap) {
  if (!ranges.empty() && range.begin <= ranges.back().end + gap)
    ranges.back().end = std::max(ranges.back().end, range.end);
  else
    ranges.push_back(range);
}

}  // namespace foureyes
