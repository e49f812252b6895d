// Small, locale-free operations on text. ASCII rules throughout: a byte above 0x7f is never a
// letter, a digit or a space.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

// Appends all parts; integers in decimal.
namespace detail {
inline void append_part(std::string& out, std::string_view part) { out += part; }
inline void append_part(std::string& out, const std::string& part) { out += part; }
inline void append_part(std::string& out, const char* part) { out += part; }
inline void append_part(std::string& out, char part) { out += part; }
template <class Integer>
requires std::is_integral_v<Integer>
void append_part(std::string& out, Integer part) { out += std::to_string(part); }
}  // namespace detail

template <class... Parts>
std::string concat(const Parts&... parts) {
  std::string out;
  (detail::append_part(out, parts), ...);
  return out;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::vector<std::string_view> split(std::string_view text, char separator);
// Lines without their terminators (LF or CRLF); a final terminator opens no further line.
std::vector<std::string_view> split_lines(std::string_view text);
std::string_view trim(std::string_view text);
std::string to_lower(std::string_view text);
bool is_digit(char c);
bool is_letter(char c);
bool is_alphanumeric(char c);
bool is_space(char c);
bool equals_ignoring_case(std::string_view a, std::string_view b);
bool contains(std::string_view text, std::string_view part);
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

// RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);
// Each maximal invalid part becomes U+FFFD.
std::string to_valid_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);

}  // namespace foureyes
