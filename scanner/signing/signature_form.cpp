// ECDSA: DER of (r, s) on one side, two mpints on the other; numbers of P-256 keep both short.
#include "signing/signature_form.h"

#include "base/check.h"
#include "base/text.h"
#include "signing/ssh_wire.h"

namespace foureyes {
namespace {

constexpr char kDerSequence = 0x30;
constexpr char kDerInteger = 0x02;
constexpr std::size_t kEd25519Size = 64;
constexpr std::size_t kMpintLimit = 33;

// mpint and DER INTEGER have the same content bytes; only the frame differs.
std::optional<std::string_view> take_der_integer(std::string_view& der) {
  if (der.size() < 2 || der[0] != kDerInteger) return std::nullopt;
  const auto size = static_cast<unsigned char>(der[1]);
  if (size > kMpintLimit || der.size() < 2u + size) return std::nullopt;
  const std::string_view content = der.substr(2, size);
  der.remove_prefix(2u + size);
  return content;
}

std::string der_integer(std::string_view content) {
  return concat(kDerInteger, static_cast<char>(content.size()), content);
}

// RFC 4251: not negative, no superfluous leading zero, not zero itself (no valid r or s is).
bool is_positive_minimal(std::string_view mpint) {
  if (mpint.empty() || mpint.size() > kMpintLimit) return false;
  const auto high_bit = [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; };
  if (high_bit(mpint[0])) return false;
  return mpint[0] != '\0' || (mpint.size() > 1 && high_bit(mpint[1]));
}

}  // namespace

std::string ssh_signature_of(KeyType type, std::string_view raw) {
  std::string inner;
  if (type == KeyType::ed25519) {
    inner = raw;
  } else {
    std::string_view der = raw.substr(2);  // one length byte: at most 2 * 35
    const auto r = take_der_integer(der);
    const auto s = take_der_integer(der);
    CHECK(r && s && der.empty(), "a signer gives DER of (r, s)");
    append_ssh_string(inner, *r);
    append_ssh_string(inner, *s);
  }
  std::string out;
  append_ssh_string(out, ssh_name_of(type));
  append_ssh_string(out, inner);
  return out;
}

std::optional<std::string> raw_signature_of(KeyType type, std::string_view inner) {
  if (type == KeyType::ed25519) {
    if (inner.size() != kEd25519Size) return std::nullopt;
    return std::string(inner);
  }
  SshReader reader(inner);
  const auto r = reader.string();
  const auto s = reader.string();
  if (!r || !s || !reader.at_end()) return std::nullopt;
  if (!is_positive_minimal(*r) || !is_positive_minimal(*s)) return std::nullopt;
  const std::string body = der_integer(*r) + der_integer(*s);
  return concat(kDerSequence, static_cast<char>(body.size()), body);
}

}  // namespace foureyes
