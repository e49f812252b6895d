#include "privilege/value_matcher.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"

namespace foureyes {
namespace {

// reached[i]: the pattern up to here matches the first i characters.
using Reached = std::vector<bool>;

void read_character(Reached& reached, std::string_view text, char c) {
  for (std::size_t i = text.size(); i > 0; --i) reached[i] = reached[i - 1] && text[i - 1] == c;
  reached[0] = false;
}

void read_any_character(Reached& reached, std::string_view text, char stop) {
  for (std::size_t i = text.size(); i > 0; --i)
    reached[i] = reached[i - 1] && (stop == '\0' || text[i - 1] != stop);
  reached[0] = false;
}

void read_star(Reached& reached, std::string_view text, char stop) {
  for (std::size_t i = 1; i <= text.size(); ++i)
    if (reached[i - 1] && (stop == '\0' || text[i - 1] != stop)) reached[i] = true;
}

// Where a wildcard at this place of the pattern stops.
char stop_of(Wildcards wildcards, std::string_view rest, std::size_t colons) {
  if (wildcards == Wildcards::arn && colons < 5 && rest != "*") return ':';
  return wildcards == Wildcards::ref && !rest.starts_with("**") ? '/' : '\0';
}

std::size_t placeholder_at(std::string_view rest) {
  if (!rest.starts_with("${")) return 0;
  const std::size_t end = rest.find('}');
  return end == rest.npos ? 0 : end + 1;
}

std::optional<double> number_of(std::string_view text) {
  if (text.find_first_not_of("-.0123456789") != text.npos) return std::nullopt;  // "inf"
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || text.size() > 16)
    return std::nullopt;
  return value;
}

template <class Value>
Truth compare(const std::optional<Value>& value, std::string_view relation,
              const std::optional<Value>& bound) {
  if (!value || !bound) return Truth::perhaps;
  if (relation == "below") return truth_of(*value < *bound);
  if (relation == "at-most") return truth_of(*value <= *bound);
  if (relation == "above") return truth_of(*value > *bound);
  if (relation == "at-least") return truth_of(*value >= *bound);
  return relation.empty() ? truth_of(*value == *bound) : Truth::perhaps;
}

// Seconds of "2026-01-31", "2026-01-31T10:00:00Z", or of a number.
std::optional<double> seconds_of(std::string_view text) {
  if (!contains(text, "-")) return number_of(text);
  const auto part = [&](std::size_t from, std::size_t count) {
    return from < text.size() ? static_cast<int>(number_of(text.substr(from, count)).value_or(-1))
                              : 0;
  };
  const std::chrono::year_month_day day{std::chrono::year(part(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(part(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(part(8, 2)))};
  const bool has_form = text.size() == 10 || (text.size() == 20 && text.back() == 'Z');
  if (!has_form || !day.ok()) return std::nullopt;
  const auto midnight = std::chrono::sys_days(day).time_since_epoch();
  return static_cast<double>(std::chrono::seconds(midnight).count()) + part(11, 2) * 3600 +
         part(14, 2) * 60 + part(17, 2);
}

struct Address {
  std::array<unsigned char, 16> bytes{};
  int bits = 0;
};

std::optional<Address> address_of(std::string_view text) {
  Address out;
  const std::string copy(text);
  if (inet_pton(AF_INET, copy.c_str(), out.bytes.data()) == 1) out.bits = 32;
  if (out.bits == 0 && inet_pton(AF_INET6, copy.c_str(), out.bytes.data()) == 1) out.bits = 128;
  if (out.bits == 0) return std::nullopt;
  return out;
}

}  // namespace

Truth text_matches(std::string_view pattern, Wildcards wildcards, std::string_view text) {
  if (wildcards == Wildcards::none && !contains(pattern, "${")) return truth_of(pattern == text);
  Reached reached(text.size() + 1, false);
  reached[0] = true;
  bool has_placeholder = false;
  std::size_t colons = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::string_view rest = pattern.substr(at);
    const char c = rest.front();
    if (const std::size_t length = placeholder_at(rest); length > 0) {
      has_placeholder = true;
      read_star(reached, text, '\0');
      at += length - 1;
    } else if (c == '*' && wildcards != Wildcards::none) {
      read_star(reached, text, stop_of(wildcards, rest, colons));
      if (wildcards == Wildcards::ref && rest.starts_with("**")) ++at;
    } else if (c == '?' && (wildcards == Wildcards::any || wildcards == Wildcards::arn)) {
      read_any_character(reached, text, stop_of(wildcards, rest, colons));
    } else {
      if (c == ':') ++colons;
      read_character(reached, text, c);
    }
  }
  if (!reached.back()) return Truth::no;
  return has_placeholder ? Truth::perhaps : Truth::yes;
}

Truth address_is_in(std::string_view network, std::string_view address) {
  const std::size_t slash = network.find('/');
  const auto base = address_of(network.substr(0, slash)), other = address_of(address);
  if (!base || !other) return Truth::perhaps;
  if (base->bits != other->bits) return Truth::no;
  const auto length = slash == network.npos ? base->bits : number_of(network.substr(slash + 1));
  if (!length || *length > base->bits) return Truth::perhaps;
  for (int bit = 0; bit < static_cast<int>(*length); ++bit) {
    const auto place = static_cast<std::size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if ((base->bytes[place] & mask) != (other->bytes[place] & mask)) return Truth::no;
  }
  return Truth::yes;
}

Truth number_is(std::string_view number, std::string_view relation, std::string_view bound) {
  return compare(number_of(number), relation, number_of(bound));
}

Truth date_is(std::string_view date, std::string_view relation, std::string_view bound) {
  return compare(seconds_of(date), relation, seconds_of(bound));
}

}  // namespace foureyes
