// Digests, by OpenSSL's libcrypto (whose headers stay in digest.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace foureyes {

// Starts libcrypto without the machine's openssl.cnf, which could change what it does. Before any
// other use of it; cheap, and nothing on a second call.
void start_cryptography();

// A SHA-256 value (FIPS 180-4). Comparable, ordered by bytes.
struct Sha256 {
  std::array<std::uint8_t, 32> bytes{};
  std::string hex() const;
  std::string_view view() const;
  auto operator<=>(const Sha256&) const = default;
};

Sha256 sha256(std::string_view data);
Sha256 hmac_sha256(std::string_view key, std::string_view data);  // RFC 2104
std::string sha512(std::string_view data);                        // 64 raw bytes
std::string sha1_hex(std::string_view data);                      // git object names only
std::uint32_t crc32(std::string_view data);                       // ISO-HDLC, as zlib

// A digest over parts: each part is preceded by its length in decimal and ":" (a netstring without
// its comma), so that no two lists collide.
class Sha256Builder {
 public:
  Sha256Builder& add(std::string_view part);
  Sha256 finish() const;

 private:
  std::string framed_;
};

}  // namespace foureyes
