// Sets of numbers, points in time and networks as ranges, for the order of conditions. Bounds are
// exact: what cannot be represented exactly is no set at all.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

// A point between or at values: 144 bits, compared from the most significant. The last byte tells
// "just below", "at", "just above".
using RangePoint = std::array<std::uint8_t, 18>;

struct Range {
  RangePoint low;
  RangePoint high;  // inclusive
};
using RangeSet = std::vector<Range>;

// "10.0.0.0/8", "2001:db8::/32", single addresses; nullopt when one is none of these.
std::optional<RangeSet> networks(const std::vector<std::string>& values);

// Values in the relation "", "below", "at-most", "above" or "at-least" to one of the decimal
// numbers; nullopt when one is no number of at most 15 digits.
std::optional<RangeSet> intervals(const std::vector<std::string>& values,
                                  std::string_view relation);

bool range_within(const RangeSet& narrow, const RangeSet& wide);  // each in one of `wide`
bool ranges_are_apart(const RangeSet& a, const RangeSet& b);

// Seconds since 1970 of "2026-01-31", "2026-01-31T10:00:00Z" (or +hh:mm) or of a number.
std::optional<std::string> seconds_of_date(std::string_view text);

}  // namespace foureyes
