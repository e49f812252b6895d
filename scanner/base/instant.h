// A moment in UTC, in whole seconds. There is no now() here: clocks enter through options (cli).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foureyes {

struct Instant {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z, no leap seconds
  auto operator<=>(const Instant&) const = default;
  // "2026-03-14T09:26:53Z"; moments outside the years 0000 to 9999 become the nearest inside.
  std::string rfc3339() const;
};

// RFC 3339 with seconds (fractions are cut off) and an offset, a date alone (its first second,
// UTC), OpenSSH's YYYYMMDD[HHMM[SS]][Z] (UTC in any case), or "@" and seconds.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace foureyes
