#include "secrets/example_template.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"
#include "secrets/token_formats.h"

namespace foureyes {
namespace {

constexpr std::size_t kLongest = 20'000;
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
  }
  std::string bytes(std::size_t count) {
    std::string out;
    while (out.size() < count) out += static_cast<char>(next());
    return out;
  }
  // `count` characters of the alphabet: no run of four, and enough different ones to look random.
  std::string text(std::string_view alphabet, std::size_t count) {
    for (int attempt = 0; attempt < 100; ++attempt) {
      std::string out;
      while (out.size() < count) out += alphabet[next() % alphabet.size()];
      if (looks_random(out, alphabet)) return out;
    }
    return std::string(count, alphabet[0]);
  }

 private:
  static bool looks_random(const std::string& text, std::string_view alphabet) {
    std::array<bool, 256> seen{};
    std::size_t distinct = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (i >= 3 && alphabet.size() > 1 && text[i] == text[i - 1] && text[i] == text[i - 2] &&
          text[i] == text[i - 3])
        return false;
      bool& known = seen[static_cast<unsigned char>(text[i])];
      distinct += !known;
      known = true;
    }
    const std::size_t possible = std::min(alphabet.size() / 2, std::size_t{16});
    // Classes that are asked for by name should be seen: a digit in longer mixed texts.
    const bool mixed = contains(alphabet, kDigits) && alphabet.size() > 16 && text.size() >= 12;
    const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
    return distinct >= std::min(possible, text.size() / 3) && (!mixed || has_digit);
  }
  std::uint64_t state_;
};

std::optional<std::size_t> number_of(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  std::size_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<std::size_t>(c - '0');
  return value <= kLongest ? std::optional(value) : std::nullopt;
}

std::optional<std::string> alphabet_of(std::string_view name) {
  const std::string digits(kDigits), lower(kLower), upper(kUpper);
  if (name == "alnum" || name == "base62") return digits + upper + lower;
  if (name == "hex") return digits + "abcdef";
  if (name == "HEX") return digits + "ABCDEF";
  if (name == "digits") return digits;
  if (name == "lower") return lower;
  if (name == "upper") return upper;
  if (name == "letters") return upper + lower;
  if (name == "lower-alnum") return digits + lower;
  if (name == "upper-alnum") return digits + upper;
  if (name == "base64") return digits + upper + lower + "+/";
  if (name == "base64url") return digits + upper + lower + "-_";
  if (name == "base32") return std::string(kBase32);
  if (name == "base58") return "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  if (!name.starts_with('[') || !name.ends_with(']')) return std::nullopt;
  std::string alphabet;
  const std::string_view set = name.substr(1, name.size() - 2);
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      for (int c = static_cast<unsigned char>(set[i]); c <= static_cast<unsigned char>(set[i + 2]);
           ++c)
        alphabet += static_cast<char>(c);
      i += 2;
    } else {
      alphabet += set[i];
    }
  }
  return alphabet.empty() ? std::nullopt : std::optional(alphabet);
}

std::string uuid(Generator& generator) {
  std::string hex = hex_encode(generator.bytes(16));
  hex[12] = '4';
  hex[16] = "89ab"[generator.next() % 4];
  return concat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-",
                hex.substr(16, 4), "-", hex.substr(20));
}

std::string password(Generator& generator, std::size_t length) {
  std::string out;
  while (out.size() < length) {
    out += generator.text(kUpper, 1);
    out += generator.text(kLower, 2);
    out += generator.text(kDigits, 1);
    out += generator.text("!#%*+-_.", 1);
    out += generator.text(*alphabet_of("alnum"), 2);
  }
  out.resize(length);
  return out;
}

std::string base64url(std::string_view bytes) {
  std::string text = base64_encode(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string jwt(Generator& generator, std::string_view algorithm) {
  const std::string header = concat("{\"alg\":\"", algorithm, "\",\"typ\":\"JWT\"}");
  const std::string payload = concat("{\"sub\":\"", generator.text(kDigits, 10), "\",\"jti\":\"",
                                     hex_encode(generator.bytes(8)), "\",\"exp\":1893456000}");
  return concat(base64url(header), ".", base64url(payload), ".", base64url(generator.bytes(32)));
}

// Lines of `width` characters, each ended by `end`.
std::string wrapped(std::string_view text, std::size_t width, std::string_view end) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += width) out += concat(text.substr(i, width), end);
  return out;
}

std::string pem(std::string_view label, std::string_view body, std::string_view end) {
  return concat("-----BEGIN ", label, "-----", end, wrapped(base64_encode(body), 64, end),
                "-----END ", label, "-----", end);
}

std::string der_sequence(Generator& generator) {
  const std::size_t size = 600;
  std::string der{'\x30', '\x82', static_cast<char>(size >> 8), static_cast<char>(size & 0xff)};
  der += std::string("\x02\x01\x00", 3);
  return der + generator.bytes(size - 3);
}

std::string putty_key(Generator& generator) {
  return concat("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: deploy\n",
                "Public-Lines: 2\n", wrapped(base64_encode(generator.bytes(60)), 64, "\n"),
                "Private-Lines: 1\n", base64_encode(generator.bytes(36)),
                "\nPrivate-MAC: ", hex_encode(generator.bytes(32)), "\n");
}

std::string aws_key_id(Generator& generator, std::string_view prefix) {
  while (true) {
    std::string id = concat(prefix, generator.text(kBase32, 16));
    if (is_aws_key_id(id)) return id;
  }
}

std::string luhn(Generator& generator, std::string_view start, std::size_t length) {
  std::string digits(start);
  while (digits.size() + 1 < length) digits += generator.text(kDigits, 1);
  for (char check = '0'; check <= '9'; ++check)
    if (has_luhn_digit(digits + check)) return digits + check;
  return digits;
}

std::string token_with_crc(Generator& generator, std::string_view prefix) {
  const std::string body = generator.text(*alphabet_of("alnum"), 30);
  return concat(prefix, body, base62_crc32(body));
}

std::string grafana_token(Generator& generator, std::string_view prefix) {
  const std::string key = concat(prefix, generator.text(*alphabet_of("alnum"), 32));
  return concat(key, "_", grafana_crc32(key));
}

std::string base58check(Generator& generator, std::string_view version, std::size_t size) {
  const std::string body = hex_decode(version).value_or("") + generator.bytes(size);
  return encode_base58(concat(body, sha256(sha256(body).view()).view().substr(0, 4)));
}

std::optional<std::string> counted(std::string_view name, std::size_t count, Generator& generator) {
  if (const auto alphabet = alphabet_of(name)) return generator.text(*alphabet, count);
  if (name == "password") return password(generator, count);
  if (name == "base64-of") return base64_encode(generator.bytes(count));
  if (name == "base64url-of") return base64url(generator.bytes(count));
  if (name == "hex-of") return hex_encode(generator.bytes(count));
  return std::nullopt;
}

// What stands between the braces; nullopt: nothing that is known.
std::optional<std::string> expand_one(std::string_view text, Generator& generator) {
  if (text == "uuid") return uuid(generator);
  if (text == "UUID") {
    std::string upper = uuid(generator);
    for (char& c : upper)
      if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    return upper;
  }
  if (text == "jwt") return jwt(generator, "HS256");
  if (text == "openssh-key") {
    const std::string body = std::string("openssh-key-v1\0", 15) + generator.bytes(300);
    return pem("OPENSSH PRIVATE KEY", body, "\n");
  }
  if (text == "putty-key") return putty_key(generator);
  // The last ':' of a class is the one before the count: "[0-9:]" has one of its own.
  const std::size_t colon = text.starts_with('[') ? text.rfind(':') : text.find(':');
  if (colon == std::string_view::npos) return std::string(text);
  const std::string_view name = text.substr(0, colon);
  const std::string_view parameter = text.substr(colon + 1);
  if (name == "basic-auth") {
    const auto length = number_of(parameter);
    if (!length) return std::nullopt;
    return base64_encode(concat("deploy:", password(generator, *length)));
  }
  if (name == "base64-text") return base64_encode(parameter);
  if (name == "jwt") return jwt(generator, parameter);
  if (name == "pem") return pem(parameter, der_sequence(generator), "\n");
  if (name == "pem-line") return pem(parameter, der_sequence(generator), "\\n");
  if (name == "github-token") return token_with_crc(generator, parameter);
  if (name == "grafana-token") return grafana_token(generator, parameter);
  if (name == "aws-key-id") return aws_key_id(generator, parameter);
  const std::size_t second = parameter.find(':');
  if (second != std::string_view::npos) {
    const auto count = number_of(parameter.substr(second + 1));
    if (count && name == "luhn") return luhn(generator, parameter.substr(0, second), *count);
    if (count && name == "base58check")
      return base58check(generator, parameter.substr(0, second), *count);
    if (count && name == "bech32")
      return encode_bech32(parameter.substr(0, second), generator.bytes(*count));
    return std::nullopt;
  }
  const auto count = number_of(parameter);
  return count ? counted(name, *count, generator) : std::nullopt;
}

}  // namespace

Result<std::string> expand_template(std::string_view text, std::uint64_t seed) {
  Generator generator(seed);
  std::string out;
  std::size_t at = 0;
  while (true) {
    const std::size_t open = text.find("{{", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) return out += text.substr(at);
    out += text.substr(at, open - at);
    const std::string_view inner = text.substr(open + 2, close - open - 2);
    const auto expanded = expand_one(inner, generator);
    if (!expanded)
      return failure({.what = concat("the template {{", inner, "}} names no generator"),
                      .fix = "rules/secrets/README.md lists them"});
    out += *expanded;
    at = close + 2;
  }
}

}  // namespace foureyes
