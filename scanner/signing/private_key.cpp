// Private keys of files; signing by libcrypto.
#include "signing/private_key.h"

#include <memory>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <optional>
#include <sys/stat.h>
#include <utility>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "signing/ssh_wire.h"

namespace foureyes {
namespace {

constexpr std::string_view kOpensshLabel = "OPENSSH PRIVATE KEY";
constexpr std::string_view kOpensshMagic{"openssh-key-v1\0", 15};
constexpr std::uint64_t kKeyFileLimit = 64u << 10;
constexpr std::size_t kSeedSize = 32;

struct PkeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Pkey = std::unique_ptr<EVP_PKEY, PkeyFree>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Overwrites its text at the end of its life.
class Wiped {
 public:
  explicit Wiped(std::string text) : text_(std::move(text)) {}
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  ~Wiped() { OPENSSL_cleanse(text_.data(), text_.size()); }
  const std::string& text() const { return text_; }
  std::string& text() { return text_; }

 private:
  std::string text_;
};

tl::unexpected<Error> refuse(std::string what, std::string_view name, std::string fix = {}) {
  return failure({.what = std::move(what), .where = std::string(name), .fix = std::move(fix)});
}

tl::unexpected<Error> refuse_encrypted(std::string_view name) {
  return refuse("this private key is encrypted with a passphrase", name,
                concat("load it into ssh-agent (ssh-add ", name,
                       ") and name it by fingerprint with --agent"));
}

tl::unexpected<Error> refuse_type(std::string_view type, std::string_view name) {
  return refuse(concat("a private key of type ", type, " is not supported"), name,
                "use an Ed25519 or ECDSA P-256 key: ssh-keygen -t ed25519");
}

class FileSigner final : public Signer {
 public:
  FileSigner(Pkey pkey, PublicKey key) : pkey_(std::move(pkey)), key_(std::move(key)) {}
  const PublicKey& public_key() const override { return key_; }

  Result<std::string> sign(std::string_view message) override {
    const std::unique_ptr<EVP_MD_CTX, PkeyFree> context(EVP_MD_CTX_new());
    const EVP_MD* digest = key_.type == KeyType::ed25519 ? nullptr : EVP_sha256();
    std::string signature(256, '\0');
    std::size_t size = signature.size();
    const bool signed_it =
        context && EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, pkey_.get()) == 1 &&
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       bytes_of(message), message.size()) == 1;
    ERR_clear_error();
    if (!signed_it) return refuse("libcrypto could not sign with this key", key_.fingerprint());
    signature.resize(size);
    return signature;
  }

 private:
  Pkey pkey_;
  PublicKey key_;
};

// The public half of a key that libcrypto holds; nullopt for other types and curves.
std::optional<PublicKey> public_half(EVP_PKEY* pkey) {
  PublicKey key;
  if (EVP_PKEY_is_a(pkey, "ED25519") == 1) {
    std::size_t size = 32;
    key.point.resize(size);
    EVP_PKEY_get_raw_public_key(pkey, reinterpret_cast<unsigned char*>(key.point.data()), &size);
    return key;
  }
  char group[32] = {};
  if (EVP_PKEY_is_a(pkey, "EC") != 1 ||
      EVP_PKEY_get_group_name(pkey, group, sizeof group, nullptr) != 1 ||
      std::string_view(group) != "prime256v1")
    return std::nullopt;
  key.type = KeyType::ecdsa_p256;
  EVP_PKEY_set_utf8_string_param(pkey, "point-format", "uncompressed");
  unsigned char* point = nullptr;
  const std::size_t size = EVP_PKEY_get1_encoded_public_key(pkey, &point);
  key.point.assign(reinterpret_cast<const char*>(point), size);
  OPENSSL_free(point);
  return key;
}

// Refuses a pair whose halves do not belong together.
Result<std::unique_ptr<Signer>> signer_of(Pkey pkey, std::string_view name) {
  if (!pkey) {
    ERR_clear_error();
    return refuse("this private key is damaged", name);
  }
  auto key = public_half(pkey.get());
  if (!key)
    return refuse_type(EVP_PKEY_is_a(pkey.get(), "RSA") == 1 ? "RSA" : "another curve", name);
  if (key->type == KeyType::ecdsa_p256) {
    const std::unique_ptr<EVP_PKEY_CTX, PkeyFree> context(
        EVP_PKEY_CTX_new_from_pkey(nullptr, pkey.get(), nullptr));
    const bool paired = context && EVP_PKEY_pairwise_check(context.get()) == 1;
    ERR_clear_error();
    if (!paired) return refuse("the halves of this private key do not belong together", name);
  }
  return std::make_unique<FileSigner>(std::move(pkey), std::move(*key));
}

// SEC 1, C.4: ECPrivateKey with curve and public point.
Pkey p256_pkey(std::string_view scalar, std::string_view point) {
  constexpr std::string_view before_scalar{"\x30\x77\x02\x01\x01\x04\x20", 7};
  constexpr std::string_view before_point{
      "\xa0\x0a\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\xa1\x44\x03\x42\x00", 17};
  while (scalar.size() > 32 && scalar.front() == '\0') scalar.remove_prefix(1);
  if (scalar.size() > 32 || point.size() != 65) return nullptr;
  const Wiped der(
      concat(before_scalar, std::string(32 - scalar.size(), '\0'), scalar, before_point, point));
  const unsigned char* at = bytes_of(der.text());
  return Pkey(d2i_PrivateKey(EVP_PKEY_EC, nullptr, &at, static_cast<long>(der.text().size())));
}

Pkey ed25519_pkey(std::string_view seed) {
  return Pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size()));
}

// The section that a cipher would protect: check, check, type, key, comment, padding 1 2 3 ...
Result<std::unique_ptr<Signer>> read_openssh_section(std::string_view section,
                                                     std::string_view name) {
  SshReader reader(section);
  const auto check = reader.number();
  if (!check || reader.number() != check) return refuse("this private key is damaged", name);
  const auto type = reader.string();
  if (type == ssh_name_of(KeyType::ed25519)) {
    const auto public_point = reader.string();
    const auto pair = reader.string();  // seed, then the public point again
    if (!public_point || !pair || pair->size() != 2 * kSeedSize)
      return refuse("this private key is damaged", name);
    TRY_ASSIGN(auto signer, signer_of(ed25519_pkey(pair->substr(0, kSeedSize)), name));
    if (signer->public_key().point != *public_point)
      return refuse("the halves of this private key do not belong together", name);
    return signer;
  }
  if (type == ssh_name_of(KeyType::ecdsa_p256)) {
    reader.string();  // the curve; the type says it already
    const auto point = reader.string();
    const auto scalar = reader.string();
    if (!point || !scalar) return refuse("this private key is damaged", name);
    return signer_of(p256_pkey(*scalar, *point), name);
  }
  if (type && type->starts_with("sk-"))
    return refuse("this key lives in a security key", name, "name it by fingerprint with --agent");
  return refuse_type(type == "ssh-rsa" ? "RSA" : "another kind", name);
}

Result<std::unique_ptr<Signer>> read_openssh_key(std::string_view text, std::string_view name) {
  auto decoded = read_armor(text, kOpensshLabel);
  if (!decoded) return refuse("this private key is damaged or not alone in its file", name);
  const Wiped data(std::move(*decoded));
  SshReader reader(data.text());
  if (reader.bytes(kOpensshMagic.size()) != kOpensshMagic)
    return refuse("this is no OpenSSH private key", name);
  const auto cipher = reader.string();
  const auto kdf = reader.string();
  reader.string();  // options of the key derivation
  if (!cipher || !kdf) return refuse("this private key is damaged", name);
  if (*cipher != "none" || *kdf != "none") return refuse_encrypted(name);
  if (reader.number() != 1u) return refuse("this file does not hold exactly one key", name);
  const auto public_blob = reader.string();
  const auto section = reader.string();
  if (!public_blob || !section) return refuse("this private key is damaged", name);
  return read_openssh_section(*section, name);
}

// Answers "no passphrase", so that libcrypto never asks on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

Result<std::unique_ptr<Signer>> read_pem_key(std::string_view text, std::string_view name) {
  if (contains(text, "ENCRYPTED")) return refuse_encrypted(name);
  if (contains(text, "BEGIN RSA PRIVATE KEY")) return refuse_type("RSA", name);
  const std::unique_ptr<BIO, PkeyFree> bio(
      BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  Pkey pkey(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr) : nullptr);
  return signer_of(std::move(pkey), name);
}

Result<void> check_permissions(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};  // reading it says what is wrong
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) == 0) return {};
  return refuse("this private key can be read or changed by others than its owner", path,
                concat("chmod 600 ", path, ", and make a new key if others could have read it"));
}

}  // namespace

Result<std::unique_ptr<Signer>> read_private_key_file(const std::string& path) {
  TRY(check_permissions(path));
  TRY_ASSIGN(std::string text, read_file(path, kKeyFileLimit));
  const Wiped content(std::move(text));
  return read_private_key(content.text(), path);
}

Result<std::unique_ptr<Signer>> read_private_key(std::string_view text, std::string_view name) {
  if (text.size() > kKeyFileLimit) return refuse("this is too large for a private key", name);
  text = trim(text);
  if (text.starts_with("-----BEGIN OPENSSH")) return read_openssh_key(text, name);
  if (text.starts_with("-----BEGIN") && contains(text.substr(0, 64), "PRIVATE KEY-----"))
    return read_pem_key(text, name);
  const bool is_public = text.starts_with("ssh-") || text.starts_with("ecdsa-") ||
                         text.starts_with("-----BEGIN PUBLIC KEY");
  if (is_public)
    return refuse("this is a public key, the private one is needed", name,
                  "give the file without .pub");
  return refuse("this is no private key", name,
                "give an OpenSSH private key (ssh-keygen -t ed25519) or a PKCS#8 PEM file");
}

Result<std::unique_ptr<Signer>> ed25519_signer_from_seed(std::string_view seed) {
  if (seed.size() != kSeedSize) return refuse("an Ed25519 seed has 32 bytes", "");
  return signer_of(ed25519_pkey(seed), "seed");
}

Result<std::string> ed25519_openssh_file(std::string_view seed, std::string_view comment) {
  TRY_ASSIGN(const auto signer, ed25519_signer_from_seed(seed));
  const PublicKey& key = signer->public_key();
  // OpenSSH compares two equal random numbers; any number will do.
  const std::string check(sha256(key.point).view().substr(0, 4));
  Wiped section(check + check);
  append_ssh_string(section.text(), ssh_name_of(key.type));
  append_ssh_string(section.text(), key.point);
  append_ssh_string(section.text(), Wiped(concat(seed, key.point)).text());
  append_ssh_string(section.text(), comment);
  for (char pad = 1; section.text().size() % 8 != 0; ++pad) section.text() += pad;
  Wiped data{std::string(kOpensshMagic)};
  append_ssh_string(data.text(), "none");
  append_ssh_string(data.text(), "none");
  append_ssh_string(data.text(), "");
  append_ssh_number(data.text(), 1);
  append_ssh_string(data.text(), key.ssh_blob());
  append_ssh_string(data.text(), section.text());
  return write_armor(data.text(), kOpensshLabel, 70);
}

}  // namespace foureyes
