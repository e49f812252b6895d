#include "base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/bytes.h"
#include "base/check.h"

namespace foureyes {
namespace {

// Writes the digest and returns its length.
std::size_t digest(const EVP_MD* algorithm, std::string_view data, std::uint8_t* out) {
  unsigned int size = 0;
  const int done = EVP_Digest(data.data(), data.size(), out, &size, algorithm, nullptr);
  CHECK(done == 1, "libcrypto has no such digest");
  return size;
}

std::string_view as_text(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
    table[i] = value;
  }
  return table;
}

constexpr auto kCrcTable = crc_table();

}  // namespace

void start_cryptography() {
  CHECK(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1, "libcrypto does not start");
}

std::string Sha256::hex() const { return hex_encode(view()); }
std::string_view Sha256::view() const { return as_text(bytes.data(), bytes.size()); }

Sha256 sha256(std::string_view data) {
  Sha256 out;
  digest(EVP_sha256(), data, out.bytes.data());
  return out;
}

Sha256 hmac_sha256(std::string_view key, std::string_view data) {
  Sha256 out;
  unsigned int size = 0;
  // An empty key still needs a pointer: null would mean "the key of the last call".
  const void* key_bytes = key.empty() ? "" : key.data();
  const auto* done = HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()),
                          reinterpret_cast<const unsigned char*>(data.data()), data.size(),
                          out.bytes.data(), &size);
  CHECK(done != nullptr && size == out.bytes.size(), "libcrypto has no HMAC-SHA256");
  return out;
}

std::string sha512(std::string_view data) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> out{};
  const std::size_t size = digest(EVP_sha512(), data, out.data());
  return std::string(as_text(out.data(), size));
}

std::string sha1_hex(std::string_view data) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> out{};
  const std::size_t size = digest(EVP_sha1(), data, out.data());
  return hex_encode(as_text(out.data(), size));
}

std::uint32_t crc32(std::string_view data) {
  std::uint32_t value = 0xffffffffu;
  for (const char c : data) {
    value = value >> 8 ^ kCrcTable[(value ^ static_cast<std::uint8_t>(c)) & 0xff];
  }
  return ~value;
}

Sha256Builder& Sha256Builder::add(std::string_view part) {
  framed_ += std::to_string(part.size());
  framed_ += ':';
  framed_ += part;
  return *this;
}

Sha256 Sha256Builder::finish() const { return sha256(framed_); }

}  // namespace foureyes
