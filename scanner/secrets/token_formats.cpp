#include "secrets/token_formats.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/json_document.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kBech32Checksum = 6;
constexpr std::size_t kLongestHuman = 83;
constexpr std::size_t kCrcDigits = 6;
// An account number lies in the bits above these seven of the first six bytes.
constexpr std::uint64_t kAwsAccountMask = 0x7fffffffff80;
constexpr std::uint64_t kAwsAccounts = 1'000'000'000'000;

bool is_json_object(std::string_view text) {
  const auto document = read_json(text, "token");
  return document && document->is_mapping();
}

// Digits of base64 alone: line ends, written line ends, quotes and joins between lines go.
std::string bare_base64(std::string_view value) {
  std::string bare;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\\' && i + 1 < value.size()) {
      ++i;
      continue;
    }
    const char before = i == 0 ? ' ' : value[i - 1];
    const bool joins = c == '+' && (is_space(before) || before == '"' || before == '\'') &&
                       i + 1 < value.size() && (is_space(value[i + 1]) || value[i + 1] == '"');
    if (!joins && (is_alphanumeric(c) || c == '+' || c == '/' || c == '=')) bare += c;
  }
  return bare;
}

// One SEQUENCE whose length is that of the bytes.
bool is_der_sequence(std::string_view der) {
  if (der.size() < 16 || der[0] != '\x30') return false;
  const auto first = static_cast<unsigned char>(der[1]);
  if (first < 0x80) return der.size() == std::size_t{2} + first;
  const std::size_t count = first & 0x7f;
  if (count == 0 || count > 3) return false;
  std::size_t length = 0;
  for (std::size_t i = 0; i < count; ++i)
    length = length << 8 | static_cast<unsigned char>(der[2 + i]);
  return der.size() == 2 + count + length;
}

bool matches_uuid_form(std::string_view value) {
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : std::isxdigit(static_cast<unsigned char>(value[i])) == 0)
      return false;
  }
  return true;
}

constexpr std::string_view kOpensshMagic("openssh-key-v1\0", 15);

// The body, where the value has the lines around it; empty where the last one is missing.
std::string_view between_pem_lines(std::string_view value) {
  if (!value.starts_with("-----")) return value;
  const std::size_t begin = value.find("-----", 5);
  const std::size_t end = value.find("-----", begin == std::string_view::npos ? 0 : begin + 5);
  if (end == std::string_view::npos) return {};
  return value.substr(begin + 5, end - begin - 5);
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The BCH code of BIP 173 over values of five bits; 1 after a valid string.
class Bech32Sum {
 public:
  explicit Bech32Sum(std::string_view human) {
    for (const char c : human) add(static_cast<unsigned char>(c) >> 5);
    add(0);
    for (const char c : human) add(static_cast<unsigned char>(c) & 31);
  }
  void add(std::uint32_t value) {
    constexpr std::array<std::uint32_t, 5> kGenerator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                      0x3d4233dd, 0x2a1462b3};
    const std::uint32_t carried = value_ >> 25;
    value_ = (value_ & 0x1ffffff) << 5 ^ value;
    for (std::size_t bit = 0; bit < kGenerator.size(); ++bit)
      if ((carried >> bit & 1) != 0) value_ ^= kGenerator[bit];
  }
  std::uint32_t value() const { return value_; }

 private:
  std::uint32_t value_ = 1;
};

}  // namespace

std::string base62_crc32(std::string_view body) {
  std::uint32_t crc = crc32(body);
  std::string digits(kCrcDigits, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, crc /= 62)
    *digit = kBase62[crc % 62];
  return digits;
}

bool has_token_crc32(std::string_view value, std::size_t body) {
  if (value.size() < body + kCrcDigits + 1) return false;
  const std::size_t end = value.size() - kCrcDigits;
  return base62_crc32(value.substr(body, end - body)) == value.substr(end);
}

bool has_hex_crc32(std::string_view value, std::size_t body) {
  if (value.size() < body + 9) return false;
  const std::size_t end = value.size() - 8;
  std::string_view covered = value.substr(body, end - body);
  if (covered.back() == '_') covered.remove_suffix(1);
  const std::uint32_t crc = crc32(covered);
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(crc >> shift & 0xff);
  return hex_encode(bytes) == value.substr(end);
}

std::string grafana_crc32(std::string_view key) {
  const std::uint32_t crc = crc32(key);
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(crc >> shift & 0xff);
  return hex_encode(bytes);
}

bool has_grafana_crc32(std::string_view value) {
  const std::size_t underscore = value.rfind('_');
  if (underscore == std::string_view::npos) return false;
  return grafana_crc32(value.substr(0, underscore)) == value.substr(underscore + 1);
}

bool is_aws_key_id(std::string_view value) {
  if (value.size() < 20) return false;
  std::uint64_t bits = 0;  // ten base32 digits: 50 bits, of which the first 48 count
  for (const char c : value.substr(4, 10)) {
    std::uint64_t digit = 0;
    if (c >= 'A' && c <= 'Z')
      digit = static_cast<std::uint64_t>(c - 'A');
    else if (c >= '2' && c <= '7')
      digit = static_cast<std::uint64_t>(c - '2') + 26;
    else
      return false;
    bits = bits << 5 | digit;
  }
  return ((bits >> 2) & kAwsAccountMask) >> 7 < kAwsAccounts;
}

bool is_jwt(std::string_view value) {
  const auto parts = split(value, '.');
  if (parts.size() < 2) return false;
  const auto header = base64url_decode(parts[0]);
  const auto payload = base64url_decode(parts[1]);
  if (!header || !payload) return false;
  const auto document = read_json(*header, "token");
  return document && document->find("alg") != nullptr && is_json_object(*payload);
}

bool is_private_key_body(std::string_view value) {
  const auto bytes = decode_any_base64(bare_base64(between_pem_lines(value)));
  return bytes && (bytes->starts_with(kOpensshMagic) || is_der_sequence(*bytes));
}

bool begins_as_private_key(std::string_view value) {
  constexpr std::size_t kStart = 24;  // base64 of 18 bytes
  const std::string body = bare_base64(between_pem_lines(value)).substr(0, kStart);
  const auto bytes = decode_any_base64(body);
  if (!bytes || body.size() < kStart) return false;
  if (bytes->starts_with(kOpensshMagic)) return true;
  if (bytes->front() != '\x30') return false;
  const auto length = static_cast<unsigned char>((*bytes)[1]);
  const std::size_t header = length < 0x80 ? 2 : 2 + (length & 0x7f);
  return header <= 4 && std::string_view(*bytes).substr(header).starts_with("\x02\x01");
}

bool is_uuid(std::string_view value, std::uint32_t version) {
  if (!matches_uuid_form(value)) return false;
  if (version == 0) return true;
  const bool variant = contains("89abAB", value.substr(19, 1));
  return variant && value[14] == static_cast<char>('0' + version);
}

bool has_luhn_digit(std::string_view value) {
  std::uint32_t sum = 0;
  std::uint32_t position = 0;
  for (auto c = value.rbegin(); c != value.rend(); ++c) {
    if (!is_digit(*c)) continue;
    std::uint32_t digit = static_cast<std::uint32_t>(*c - '0');
    if (position++ % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return position > 1 && sum % 10 == 0;
}

bool has_mod97_digits(std::string_view value) {
  std::string text;
  for (const char c : value)
    if (is_alphanumeric(c)) text += c;
  if (text.size() < 5) return false;
  std::rotate(text.begin(), text.begin() + 4, text.end());
  std::uint32_t remainder = 0;
  for (const char c : to_lower(text)) {
    const auto digit = static_cast<std::uint32_t>(is_digit(c) ? c - '0' : c - 'a' + 10);
    remainder = (remainder * (digit > 9 ? 100 : 10) + digit) % 97;
  }
  return remainder == 1;
}

// Lenient where encoders differ: either alphabet, padding or none, any bits after the last byte.
std::optional<std::string> decode_any_base64(std::string_view value) {
  while (value.ends_with('=')) value.remove_suffix(1);
  if (value.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(value.size() * 3 / 4);
  std::uint32_t bits = 0;
  std::uint32_t count = 0;
  for (const char c : value) {
    const std::size_t digit = c == '-' ? 62 : c == '_' ? 63 : kBase64.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

bool is_base64_of_size(std::string_view value, std::size_t size) {
  const auto bytes = decode_any_base64(value);
  return bytes && bytes->size() == size;
}

bool is_base64_of_json(std::string_view value) {
  // A prefix of four characters is three bytes: enough to see the object begin.
  const auto bytes = decode_any_base64(value.substr(0, value.size() / 4 * 4));
  if (!bytes || bytes->size() < 6) return false;
  return (*bytes)[0] == '{' && contains("\" \n\r\t", std::string_view(*bytes).substr(1, 1));
}

bool is_basic_auth(std::string_view value) {
  const auto pair = decode_any_base64(value);
  if (!pair) return false;
  const std::size_t colon = pair->find(':');
  const bool printable = std::all_of(pair->begin(), pair->end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
  });
  return printable && colon != std::string::npos && colon > 0 && pair->size() - colon > 4;
}

std::optional<std::string> decode_base58(std::string_view value) {
  if (value.size() > 200) return std::nullopt;  // the conversion is quadratic
  std::vector<std::uint8_t> digits;             // base 256, least significant first
  for (const char c : value) {
    const std::size_t digit = kBase58.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    std::uint32_t carry = static_cast<std::uint32_t>(digit);
    for (std::uint8_t& byte : digits) {
      carry += byte * 58u;
      byte = static_cast<std::uint8_t>(carry);
      carry >>= 8;
    }
    if (carry != 0) digits.push_back(static_cast<std::uint8_t>(carry));
  }
  const std::size_t zeros = std::min(value.find_first_not_of('1'), value.size());
  std::string bytes(zeros, '\0');
  bytes.append(digits.rbegin(), digits.rend());
  return bytes;
}

std::string encode_base58(std::string_view bytes) {
  std::vector<std::uint8_t> digits;
  for (const char c : bytes) {
    std::uint32_t carry = static_cast<unsigned char>(c);
    for (std::uint8_t& digit : digits) {
      carry += digit * 256u;
      digit = static_cast<std::uint8_t>(carry % 58);
      carry /= 58;
    }
    for (; carry != 0; carry /= 58) digits.push_back(static_cast<std::uint8_t>(carry % 58));
  }
  std::string text;
  for (const char c : bytes) {
    if (c != '\0') break;
    text += '1';
  }
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) text += kBase58[*digit];
  return text;
}

bool is_base58check(std::string_view value) {
  const auto bytes = decode_base58(value);
  if (!bytes || bytes->size() < 5) return false;
  const std::string_view body = std::string_view(*bytes).substr(0, bytes->size() - 4);
  const Sha256 digest = sha256(sha256(body).view());
  return digest.view().substr(0, 4) == std::string_view(*bytes).substr(bytes->size() - 4);
}

bool is_bech32(std::string_view value) {
  const bool is_mixed = std::any_of(value.begin(), value.end(), is_upper) &&
                        std::any_of(value.begin(), value.end(), is_lower);
  const bool is_printable =
      std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
  const std::string text = to_lower(value);  // the sum is that of small letters
  const std::size_t separator = text.rfind('1');
  if (is_mixed || !is_printable || separator == std::string::npos || separator == 0 ||
      separator > kLongestHuman || text.size() - separator - 1 < kBech32Checksum)
    return false;
  Bech32Sum sum(std::string_view(text).substr(0, separator));
  for (const char c : std::string_view(text).substr(separator + 1)) {
    const std::size_t digit = kBech32.find(c);
    if (digit == std::string_view::npos) return false;
    sum.add(static_cast<std::uint32_t>(digit));
  }
  return sum.value() == 1;
}

std::string encode_bech32(std::string_view human, std::string_view bytes) {
  const std::string lower = to_lower(human);
  std::string text = concat(lower, "1");
  Bech32Sum sum(lower);
  std::uint32_t bits = 0;
  std::size_t held = 0;
  const auto append = [&](std::uint32_t digit) {
    text += kBech32[digit];
    sum.add(digit);
  };
  for (const char c : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xfff;  // at most 4 are left over
    for (held += 8; held >= 5; held -= 5) append(bits >> (held - 5) & 31);
  }
  if (held != 0) append(bits << (5 - held) & 31);
  for (std::size_t i = 0; i < kBech32Checksum; ++i) sum.add(0);
  const std::uint32_t checksum = sum.value() ^ 1;
  for (std::size_t i = 0; i < kBech32Checksum; ++i)
    text += kBech32[checksum >> 5 * (kBech32Checksum - 1 - i) & 31];
  if (std::any_of(human.begin(), human.end(), is_upper))
    for (char& c : text)
      if (is_lower(c)) c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace foureyes
