#include "secrets/views/decoded_run.h"

#include <algorithm>

#include "secrets/views/escapes.h"

namespace foureyes {
namespace {

constexpr std::string_view kNames[] = {"base64", "hex", "percent-encoding", "escapes"};

const SourceMark& mark_before(const SourceMark* marks, std::size_t count, std::size_t unit) {
  const SourceMark* after =
      std::upper_bound(marks, marks + count, unit,
                       [](std::size_t value, const SourceMark& mark) { return value < mark.unit; });
  return *(after == marks ? after : after - 1);
}

enum class Edge { begin, end };

// Where a digit begins, or where the digits before it end.
std::size_t digit_source(const SourceMark* marks, std::size_t count, std::size_t digit, Edge edge) {
  const std::size_t of = edge == Edge::end && digit > 0 ? digit - 1 : digit;
  const SourceMark& mark = mark_before(marks, count, of);
  return mark.source + (digit - mark.unit);
}

std::size_t character_source(std::string_view text, Encoding encoding, const SourceMark& mark,
                             std::size_t offset, Edge edge) {
  std::size_t unit = mark.unit;
  std::size_t source = mark.source;
  while (unit < offset && source < text.size()) {
    const EscapeUnit step = encoding == Encoding::percent ? percent_unit(text, source, nullptr)
                                                          : escape_unit(text, source, nullptr);
    if (edge == Edge::begin && unit + step.decoded > offset) break;
    unit += step.decoded;
    source += step.source;
  }
  return source;
}

}  // namespace

std::string_view name_of(Encoding encoding) { return kNames[static_cast<std::size_t>(encoding)]; }

ByteRange source_of(std::string_view text, Encoding encoding, const SourceMark* marks,
                    std::size_t mark_count, ByteRange decoded) {
  if (encoding == Encoding::base64 || encoding == Encoding::hex) {
    const std::size_t bits = encoding == Encoding::base64 ? 6 : 4;
    return {digit_source(marks, mark_count, decoded.begin * 8 / bits, Edge::begin),
            digit_source(marks, mark_count, (decoded.end * 8 + bits - 1) / bits, Edge::end)};
  }
  const auto at = [&](std::size_t offset, Edge edge) {
    return character_source(text, encoding, mark_before(marks, mark_count, offset), offset, edge);
  };
  return {at(decoded.begin, Edge::begin), at(decoded.end, Edge::end)};
}

}  // namespace foureyes
