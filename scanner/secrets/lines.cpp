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

}  // namespace foureyes
