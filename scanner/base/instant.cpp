// Dates by the proleptic Gregorian calendar (RFC 3339), with integers only.
#include "base/instant.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kFirst = -62167219200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t kLast = 253402300799;   // 9999-12-31T23:59:59Z

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Days from 1970-01-01 to the first of January of `year` (0 to 10000).
std::int64_t days_before_year(std::int64_t year) {
  const std::int64_t leap_years = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
  return 365 * year + leap_years - 719528;
}

// A cursor over digits and separators.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  // Exactly `digits` digits, between `low` and `high`; false leaves the cursor anywhere.
  bool number(std::size_t digits, int low, int high, int& value) {
    if (text_.size() < digits) return false;
    value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!is_digit(text_[i])) return false;
      value = value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(digits);
    return value >= low && value <= high;
  }

  bool fraction() {
    if (!take('.')) return true;
    if (text_.empty() || !is_digit(text_.front())) return false;
    while (!text_.empty() && is_digit(text_.front())) text_.remove_prefix(1);
    return true;
  }

  bool empty() const { return text_.empty(); }

 private:
  std::string_view text_;
};

struct Fields {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::int64_t offset = 0;  // seconds east of UTC

  std::optional<Instant> instant() const {
    if (day > days_in_month(year, month)) return std::nullopt;
    std::int64_t days = days_before_year(year) + day - 1;
    for (int m = 1; m < month; ++m) days += days_in_month(year, m);
    return Instant{days * kDay + hour * 3600 + minute * 60 + second - offset};
  }
};

bool read_date(Reader& reader, Fields& fields, bool dashes) {
  return reader.number(4, 0, 9999, fields.year) && (!dashes || reader.take('-')) &&
         reader.number(2, 1, 12, fields.month) && (!dashes || reader.take('-')) &&
         reader.number(2, 1, 31, fields.day);
}

bool read_offset(Reader& reader, Fields& fields) {
  if (reader.take('Z') || reader.take('z')) return true;
  const bool west = reader.take('-');
  if (!west && !reader.take('+')) return false;
  int hours = 0;
  int minutes = 0;
  if (!reader.number(2, 0, 23, hours) || !reader.take(':') || !reader.number(2, 0, 59, minutes)) {
    return false;
  }
  fields.offset = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
  return true;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  Reader reader(text);
  Fields fields;
  if (!read_date(reader, fields, true)) return std::nullopt;
  if (reader.empty()) return fields.instant();
  if (!reader.take('T') && !reader.take('t') && !reader.take(' ')) return std::nullopt;
  const bool time = reader.number(2, 0, 23, fields.hour) && reader.take(':') &&
                    reader.number(2, 0, 59, fields.minute) && reader.take(':') &&
                    reader.number(2, 0, 60, fields.second) && reader.fraction() &&
                    read_offset(reader, fields);
  if (!time || !reader.empty()) return std::nullopt;
  return fields.instant();
}

// ssh-keygen(1), ALLOWED SIGNERS: YYYYMMDD[Z] or YYYYMMDDHHMM[SS][Z].
std::optional<Instant> parse_openssh(std::string_view text) {
  if (!text.empty() && text.back() == 'Z') text.remove_suffix(1);
  Reader reader(text);
  Fields fields;
  if (!read_date(reader, fields, false)) return std::nullopt;
  if (reader.empty()) return fields.instant();
  if (!reader.number(2, 0, 23, fields.hour) || !reader.number(2, 0, 59, fields.minute)) {
    return std::nullopt;
  }
  if (!reader.empty() && !reader.number(2, 0, 60, fields.second)) return std::nullopt;
  if (!reader.empty()) return std::nullopt;
  return fields.instant();
}

std::optional<Instant> parse_seconds(std::string_view digits) {
  if (digits.empty() || digits.size() > 12) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > kLast) return std::nullopt;
  return Instant{value};
}

void append_number(std::string& out, std::int64_t value, std::size_t digits) {
  const std::string text = std::to_string(value);
  out.append(digits > text.size() ? digits - text.size() : 0, '0');
  out += text;
}

}  // namespace

std::string Instant::rfc3339() const {
  const std::int64_t clipped = std::clamp(seconds, kFirst, kLast);
  const std::int64_t since_first = clipped - kFirst;
  const std::int64_t days = since_first / kDay + kFirst / kDay;
  const std::int64_t second = since_first % kDay;
  // An estimate that is at most one year too late.
  auto year = static_cast<int>((since_first / kDay) * 400 / 146097) + 1;
  while (days_before_year(year) > days) --year;
  std::int64_t day = days - days_before_year(year);
  int month = 1;
  while (day >= days_in_month(year, month)) day -= days_in_month(year, month++);
  std::string out;
  append_number(out, year, 4);
  append_number(out += '-', month, 2);
  append_number(out += '-', day + 1, 2);
  append_number(out += 'T', second / 3600, 2);
  append_number(out += ':', second / 60 % 60, 2);
  append_number(out += ':', second % 60, 2);
  return out + 'Z';
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.substr(0, 1) == "@") return parse_seconds(text.substr(1));
  const auto instant = contains(text, "-") ? parse_rfc3339(text) : parse_openssh(text);
  if (!instant || instant->seconds < kFirst || instant->seconds > kLast) return std::nullopt;
  return instant;
}

}  // namespace foureyes
