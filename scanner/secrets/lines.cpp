#include "secrets/lines.h"

#include <algorithm>

namespace foureyes {
namespace {

constexpr std::size_t kLineBytes = 512;
constexpr std::size_t kNearLines = 3;
constexpr std::size_t kNearBytes = 1024;

}  // namespace

ByteRange line_around(std::string_view text, ByteRange range) {
  ByteRange line = range;
  const std::size_t first = range.begin - std::min(range.begin, kLineBytes);
  while (line.begin > first && text[line.begin - 1] != '\n') --line.begin;
  const std::size_t last = std::min(text.size(), range.end + kLineBytes);
  while (line.end < last && text[line.end] != '\n') ++line.end;
  return line;
}

ByteRange lines_near(std::string_view text, ByteRange hint) {
  std::size_t begin = hint.begin;
  const std::size_t first = hint.begin - std::min(hint.begin, kNearBytes);
  for (std::size_t lines = 0; begin > first; --begin)
    if (text[begin - 1] == '\n' && ++lines > kNearLines) break;
  std::size_t end = hint.end;
  const std::size_t last = std::min(text.size(), hint.end + kNearBytes);
  for (std::size_t lines = 0; end < last; ++end)
    if (text[end] == '\n' && ++lines > kNearLines) break;
  return {begin, end};
}

}  // namespace foureyes
