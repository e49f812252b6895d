// Public keys in their two text forms, and the check of a raw signature by libcrypto.
#include "signing/public_key.h"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"
#include "signing/ssh_wire.h"

namespace foureyes {
namespace {

constexpr std::string_view kCurve = "nistp256";
constexpr std::string_view kPemLabel = "PUBLIC KEY";
// SubjectPublicKeyInfo up to the point: RFC 8410 (id-Ed25519), RFC 5480 (id-ecPublicKey,
// prime256v1). Both have one DER form, so reading is comparing.
constexpr std::string_view kEd25519Prefix{"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12};
constexpr std::string_view kP256Prefix{
    "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
    "\x03\x42\x00",
    26};
constexpr std::size_t kEd25519Size = 32;
constexpr std::size_t kP256Size = 65;

struct PkeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Pkey = std::unique_ptr<EVP_PKEY, PkeyFree>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Pkey p256_pkey(std::string_view point) {
  const std::unique_ptr<EVP_PKEY_CTX, PkeyFree> context(
      EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  if (!context || EVP_PKEY_fromdata_init(context.get()) <= 0) return nullptr;
  std::string group = "prime256v1";
  std::string octets(point);
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size()),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, octets.data(), octets.size()),
      OSSL_PARAM_construct_end()};
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) <= 0) return nullptr;
  return Pkey(key);
}

// nullptr when the point is not on the curve.
Pkey pkey_of(const PublicKey& key) {
  Pkey pkey = key.type == KeyType::ed25519
                  ? Pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(key.point),
                                                     key.point.size()))
                  : p256_pkey(key.point);
  ERR_clear_error();
  return pkey;
}

Result<PublicKey> checked(PublicKey key, std::string_view name) {
  const bool right_size = key.type == KeyType::ed25519
                              ? key.point.size() == kEd25519Size
                              : key.point.size() == kP256Size && key.point[0] == '\x04';
  if (right_size && pkey_of(key)) return key;
  return failure({.what = concat("this ", ssh_name_of(key.type), " key is no point of its curve"),
                  .where = std::string(name)});
}

tl::unexpected<Error> unsupported_type(std::string_view type, std::string_view name) {
  const bool known = type.starts_with("ssh-") || type.starts_with("ecdsa-") ||
                     type.starts_with("sk-") || type.starts_with("rsa-");
  return failure({.what = concat("a key of type ", known ? type.substr(0, 60) : "unknown",
                                 " is not supported"),
                  .where = std::string(name),
                  .fix = "use an Ed25519 or ECDSA P-256 key: ssh-keygen -t ed25519"});
}

Result<PublicKey> read_spki_pem(std::string_view text, std::string_view name) {
  const auto der = read_armor(text, kPemLabel);
  if (!der) {
    return failure(
        {.what = "this PEM block is damaged or not alone in the file", .where = std::string(name)});
  }
  const std::string_view view = *der;
  if (view.starts_with(kEd25519Prefix))
    return checked({KeyType::ed25519, std::string(view.substr(kEd25519Prefix.size()))}, name);
  if (view.starts_with(kP256Prefix))
    return checked({KeyType::ecdsa_p256, std::string(view.substr(kP256Prefix.size()))}, name);
  return failure({.what = "this PEM block holds neither an Ed25519 nor an ECDSA P-256 key",
                  .where = std::string(name),
                  .fix = "RSA and other curves are not supported: openssl genpkey -algorithm "
                         "ed25519"});
}

Result<PublicKey> read_ssh_line(std::string_view text, std::string_view name) {
  const std::string_view line = trim(text);
  const auto words = split(line, ' ');
  if (words.size() < 2 || contains(line, "\n")) {
    return failure({.what = "this is no public key",
                    .where = std::string(name),
                    .fix = "give one OpenSSH line (ssh-ed25519 AAAA...) or an SPKI PEM block"});
  }
  const auto blob = base64_decode(words[1]);
  if (!blob) {
    return failure({.what = "the key's base64 is damaged", .where = std::string(name)});
  }
  SshReader reader(*blob);
  const auto type = reader.string();
  if (!type || *type != words[0]) {
    return failure(
        {.what = "the key is of another type than its line says", .where = std::string(name)});
  }
  return public_key_from_ssh_blob(*blob, name);
}

}  // namespace

std::string_view ssh_name_of(KeyType type) {
  return type == KeyType::ed25519 ? "ssh-ed25519" : "ecdsa-sha2-nistp256";
}

std::string PublicKey::ssh_blob() const {
  std::string blob;
  append_ssh_string(blob, ssh_name_of(type));
  if (type == KeyType::ecdsa_p256) append_ssh_string(blob, kCurve);
  append_ssh_string(blob, point);
  return blob;
}

std::string PublicKey::ssh_line(std::string_view comment) const {
  std::string line = concat(ssh_name_of(type), ' ', base64_encode(ssh_blob()));
  if (!comment.empty()) line.append(" ").append(comment);
  return line;
}

std::string PublicKey::spki_der() const {
  return std::string(type == KeyType::ed25519 ? kEd25519Prefix : kP256Prefix).append(point);
}

std::string PublicKey::spki_pem() const { return write_armor(spki_der(), kPemLabel, 64); }

std::string PublicKey::fingerprint() const { return ssh_fingerprint(ssh_blob()); }

std::string ssh_fingerprint(std::string_view blob) {
  std::string text = base64_encode(sha256(blob).view());
  while (text.ends_with('=')) text.pop_back();
  return concat("SHA256:", text);
}

Result<PublicKey> public_key_from_ssh_blob(std::string_view blob, std::string_view name) {
  SshReader reader(blob);
  const auto type = reader.string();
  if (!type) return failure({.what = "this is no public key", .where = std::string(name)});
  PublicKey key;
  if (*type == ssh_name_of(KeyType::ecdsa_p256)) {
    key.type = KeyType::ecdsa_p256;
    if (reader.string() != kCurve)
      return failure({.what = "the key names another curve", .where = std::string(name)});
  } else if (*type != ssh_name_of(KeyType::ed25519)) {
    return unsupported_type(*type, name);
  }
  const auto point = reader.string();
  if (!point || !reader.at_end())
    return failure({.what = "the key is cut short or too long", .where = std::string(name)});
  key.point = std::string(*point);
  return checked(std::move(key), name);
}

Result<PublicKey> read_public_key(std::string_view text, std::string_view name) {
  if (trim(text).starts_with("-----BEGIN")) return read_spki_pem(text, name);
  return read_ssh_line(text, name);
}

bool signature_matches(const PublicKey& key, std::string_view message, std::string_view signature) {
  const Pkey pkey = pkey_of(key);
  const std::unique_ptr<EVP_MD_CTX, PkeyFree> context(EVP_MD_CTX_new());
  const EVP_MD* digest = key.type == KeyType::ed25519 ? nullptr : EVP_sha256();
  const bool matches =
      pkey && context &&
      EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, pkey.get()) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                       message.size()) == 1;
  ERR_clear_error();
  return matches;
}

}  // namespace foureyes
