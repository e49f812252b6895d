// A public key that may sign for foureyes: Ed25519 (RFC 8032) or ECDSA on P-256 (FIPS 186-5).
// Its name everywhere, also as DSSE keyid and sigstore hint, is the OpenSSH fingerprint.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace foureyes {

enum class KeyType { ed25519, ecdsa_p256 };

// OpenSSH's name: "ssh-ed25519", "ecdsa-sha2-nistp256".
std::string_view ssh_name_of(KeyType type);

// A value; `point` is 32 bytes (Ed25519) or the 65 bytes of an uncompressed point (SEC 1, 2.3.3).
// Every PublicKey that a reader below returns is a point on its curve.
struct PublicKey {
  KeyType type = KeyType::ed25519;
  std::string point;

  std::string ssh_blob() const;                          // RFC 8709, section 4; RFC 5656, 3.1
  std::string ssh_line(std::string_view comment) const;  // one line, no newline at its end
  std::string spki_der() const;                          // RFC 5280 SubjectPublicKeyInfo
  std::string spki_pem() const;                          // "-----BEGIN PUBLIC KEY-----"
  std::string fingerprint() const;                       // "SHA256:..." as `ssh-keygen -lf`
  auto operator<=>(const PublicKey&) const = default;
};

// Of any key blob, also of types that are not supported.
std::string ssh_fingerprint(std::string_view blob);

Result<PublicKey> public_key_from_ssh_blob(std::string_view blob, std::string_view name);
// An OpenSSH line ("TYPE BASE64 [COMMENT]") or an SPKI PEM block. RSA and the rest: an error that
// names the type. `name` is what errors call the input.
Result<PublicKey> read_public_key(std::string_view text, std::string_view name);

// Ed25519: 64 bytes over the message. P-256: DER of (r, s) over its SHA-256.
bool signature_matches(const PublicKey& key, std::string_view message, std::string_view signature);

}  // namespace foureyes
