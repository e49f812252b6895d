#include "privilege/value_ranges.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kPlace = 17;  // of the byte that tells below, at or above
constexpr std::uint8_t kBelow = 0, kAt = 1, kAbove = 2;

std::optional<unsigned> read_number(std::string_view text, unsigned most, int base = 10) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size() || value > most || text.size() > 4)
    return std::nullopt;
  return value;
}

// The address's bytes from `out`; their count, 0 when it is none.
std::size_t read_ipv4(std::string_view text, std::uint8_t* out) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto value = read_number(parts[i], 255);
    if (!value) return 0;
    out[i] = static_cast<std::uint8_t>(*value);
  }
  return 4;
}

bool read_groups(std::string_view text, std::vector<unsigned>& out) {
  if (text.empty()) return true;
  for (std::string_view part : split(text, ':')) {
    const auto value = read_number(part, 0xffff, 16);
    if (!value) return false;
    out.push_back(*value);
  }
  return true;
}

std::size_t read_ipv6(std::string_view text, std::uint8_t* out) {
  std::vector<unsigned> head, tail;
  const std::size_t gap = text.find("::");
  if (!read_groups(text.substr(0, gap), head)) return 0;
  if (gap != text.npos && !read_groups(text.substr(gap + 2), tail)) return 0;
  const std::size_t count = head.size() + tail.size();
  if (gap == text.npos ? count != 8 : count > 7) return 0;
  head.insert(head.end(), 8 - count, 0);
  head.insert(head.end(), tail.begin(), tail.end());
  for (std::size_t i = 0; i < 8; ++i) {
    out[2 * i] = static_cast<std::uint8_t>(head[i] >> 8);
    out[2 * i + 1] = static_cast<std::uint8_t>(head[i] & 0xff);
  }
  return 16;
}

std::optional<Range> network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  std::array<std::uint8_t, 16> bytes{};
  std::size_t size = read_ipv4(address, bytes.data());
  if (size == 0) size = read_ipv6(address, bytes.data());
  if (size == 0) return std::nullopt;
  const unsigned most = static_cast<unsigned>(size) * 8;
  const auto bits = slash == text.npos ? most : read_number(text.substr(slash + 1), most);
  if (!bits) return std::nullopt;
  Range range{};
  range.low[0] = range.high[0] = static_cast<std::uint8_t>(size);  // versions never mix
  for (unsigned i = 0; i < most; ++i) {
    const unsigned bit = 0x80u >> (i % 8);
    const bool set = i < *bits && (bytes[i / 8] & bit) != 0;
    if (set) range.low[1 + i / 8] |= static_cast<std::uint8_t>(bit);
    if (set || i >= *bits) range.high[1 + i / 8] |= static_cast<std::uint8_t>(bit);
  }
  return range;
}

// Order-preserving bytes of a number.
std::optional<RangePoint> point(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  const auto dots = std::count(text.begin(), text.end(), '.');
  if (digits == 0 || digits > 15 || dots > 1 ||
      static_cast<std::size_t>(digits + dots) != text.size())
    return std::nullopt;
  const std::size_t dot = std::min(text.find('.'), text.size());
  std::string whole(text.substr(0, dot)), part(text.substr(std::min(dot + 1, text.size())));
  whole.insert(0, 15 - whole.size(), '0');
  part.append(15 - part.size(), '0');
  std::uint64_t high = 0, low = 0;
  std::from_chars(whole.data(), whole.data() + whole.size(), high);
  std::from_chars(part.data(), part.data() + part.size(), low);
  RangePoint out{};
  const bool below_zero = negative && (high != 0 || low != 0);
  out[0] = below_zero ? 0 : 1;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto flip = static_cast<std::uint8_t>(below_zero ? 0xff : 0);
    out[1 + i] = static_cast<std::uint8_t>(high >> (56 - 8 * i)) ^ flip;
    out[9 + i] = static_cast<std::uint8_t>(low >> (56 - 8 * i)) ^ flip;
  }
  out[kPlace] = kAt;
  return out;
}

}  // namespace

std::optional<RangeSet> networks(const std::vector<std::string>& values) {
  RangeSet out;
  for (const std::string& value : values) {
    const auto range = network(value);
    if (!range) return std::nullopt;
    out.push_back(*range);
  }
  return out;
}

std::optional<RangeSet> intervals(const std::vector<std::string>& values,
                                  std::string_view relation) {
  RangeSet out;
  for (const std::string& value : values) {
    const auto at = point(value);
    if (!at) return std::nullopt;
    Range range{*at, *at};
    if (relation == "below") range.high[kPlace] = kBelow;
    if (relation == "above") range.low[kPlace] = kAbove;
    if (relation == "below" || relation == "at-most") range.low.fill(0);
    if (relation == "above" || relation == "at-least") range.high.fill(0xff);
    out.push_back(range);
  }
  return out;
}

bool range_within(const RangeSet& narrow, const RangeSet& wide) {
  return std::all_of(narrow.begin(), narrow.end(), [&](const Range& n) {
    return std::any_of(wide.begin(), wide.end(),
                       [&](const Range& w) { return w.low <= n.low && n.high <= w.high; });
  });
}

bool ranges_are_apart(const RangeSet& a, const RangeSet& b) {
  return std::none_of(a.begin(), a.end(), [&](const Range& x) {
    return std::any_of(b.begin(), b.end(),
                       [&](const Range& y) { return x.low <= y.high && y.low <= x.high; });
  });
}

std::optional<std::string> seconds_of_date(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_digit)) return std::string(text);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, length = 0;
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || length != 10)
    return std::nullopt;
  std::string rest = copy.substr(10);
  if (!rest.empty()) {
    int used = 0;
    if (std::sscanf(rest.c_str(), "T%2d:%2d:%2dZ%n", &hour, &minute, &second, &used) != 3 ||
        static_cast<std::size_t>(used) != rest.size())
      return std::nullopt;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  // Days from the civil calendar: years start in March, so that the leap day comes last.
  const int y = year - (month <= 2 ? 1 : 0), era = y / 400, of_era = y - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const long long days =
      era * 146097LL + of_era * 365LL + of_era / 4 - of_era / 100 + of_year - 719468LL;
  return std::to_string(days * 86400 + hour * 3600LL + minute * 60LL + second);
}

}  // namespace foureyes
