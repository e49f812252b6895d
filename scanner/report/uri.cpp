#include "report/uri.h"

#include <algorithm>

#include "base/display_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

std::string encode_all_but(std::string_view allowed, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_alphanumeric(c) || allowed.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

}  // namespace

std::string relative_uri(std::string_view path) { return encode_all_but("-._~/", path); }

std::string legal_uri(std::string_view uri) {
  return encode_all_but("-._~:/?#@!$&()*+,;=%", plain_text(uri));
}

std::string public_url(std::string_view url) {
  if (url.substr(0, 4) == "git+") url.remove_prefix(4);
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const std::size_t host = scheme + 3;
  const std::size_t host_end = std::min(url.find_first_of("/?#", host), url.size());
  const std::size_t at = url.substr(0, host_end).rfind('@');
  if (at == std::string_view::npos || at < host) return std::string(url);
  return concat(url.substr(0, host), url.substr(at + 1));
}

}  // namespace foureyes
