#include "report/uuid5.h"

#include "base/bytes.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/text.h"

namespace foureyes {

std::string uuid5_of_url(std::string_view url) {
  constexpr std::string_view kUrlNamespace = "6ba7b8119dad11d180b400c04fd430c8";
  const auto space = hex_decode(kUrlNamespace);
  CHECK(space.has_value(), "the name space is hexadecimal");
  std::string hex = sha1_hex(concat(*space, url)).substr(0, 32);
  hex[12] = '5';
  constexpr std::string_view kVariant = "89ab";
  const char digit = hex[16];
  const int value = is_digit(digit) ? digit - '0' : digit - 'a' + 10;
  hex[16] = kVariant[static_cast<std::size_t>(value % 4)];
  return concat(hex.substr(0, 8), '-', hex.substr(8, 4), '-', hex.substr(12, 4), '-',
                hex.substr(16, 4), '-', hex.substr(20));
}

}  // namespace foureyes
