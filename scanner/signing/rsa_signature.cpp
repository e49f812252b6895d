#include "signing/rsa_signature.h"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string>

#include "base/text.h"
#include "signing/ssh_wire.h"

namespace foureyes {
namespace {

constexpr int kLeastBits = 2048;
constexpr int kMostBits = 16384;

struct PkeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string der(char tag, std::string_view content) {
  std::string length;
  for (std::size_t rest = content.size(); rest != 0; rest >>= 8)
    length.insert(length.begin(), static_cast<char>(rest & 0xff));
  const bool is_short = content.size() < 0x80;
  return concat(tag,
                is_short ? std::string(1, static_cast<char>(content.size()))
                         : concat(static_cast<char>(0x80 | length.size()), length),
                content);
}

// An mpint is the content of a DER INTEGER; RFC 8017, A.1.1: SEQUENCE { n, e }.
std::unique_ptr<EVP_PKEY, PkeyFree> rsa_pkey(std::string_view blob) {
  SshReader reader(blob);
  const auto type = reader.string();
  const auto exponent = reader.string();
  const auto modulus = reader.string();
  if (type != "ssh-rsa" || !exponent || !modulus || !reader.at_end()) return nullptr;
  if (modulus->size() > kMostBits / 8 + 1 || exponent->size() > 8) return nullptr;
  const std::string text = der('\x30', der('\x02', *modulus) + der('\x02', *exponent));
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  return std::unique_ptr<EVP_PKEY, PkeyFree>(
      d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, static_cast<long>(text.size())));
}

}  // namespace

Result<bool> rsa_signature_matches(const RsaSignature& input) {
  const bool sha512 = input.signature_type == "rsa-sha2-512";
  if (!sha512 && input.signature_type != "rsa-sha2-256")
    return failure({.what = "the RSA signature uses SHA-1",
                    .fix = "sign again with a current OpenSSH, or with an Ed25519 key"});
  const auto pkey = rsa_pkey(input.key_blob);
  const int bits = pkey ? EVP_PKEY_get_bits(pkey.get()) : 0;
  if (bits < kLeastBits || bits > kMostBits) {
    ERR_clear_error();
    return failure({.what = "the RSA key is damaged, shorter than 2048 or longer than 16384 bits"});
  }
  const std::unique_ptr<EVP_MD_CTX, PkeyFree> context(EVP_MD_CTX_new());
  const auto view = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  const bool matches =
      context &&
      EVP_DigestVerifyInit(context.get(), nullptr, sha512 ? EVP_sha512() : EVP_sha256(), nullptr,
                           pkey.get()) == 1 &&
      EVP_DigestVerify(context.get(), view(input.signature), input.signature.size(),
                       view(input.message), input.message.size()) == 1;
  ERR_clear_error();
  return matches;
}

}  // namespace foureyes
