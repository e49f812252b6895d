#include "signing/sshsig.h"

#include <optional>

#include "base/digest.h"
#include "base/text.h"
#include "signing/rsa_signature.h"
#include "signing/signature_form.h"
#include "signing/ssh_wire.h"

namespace foureyes {
namespace {

constexpr std::string_view kMagic = "SSHSIG";
constexpr std::string_view kLabel = "SSH SIGNATURE";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kArmorLimit = 64u << 10;

tl::unexpected<Error> refuse(std::string what, std::string_view name, std::string fix = {}) {
  return failure({.what = std::move(what), .where = std::string(name), .fix = std::move(fix)});
}

struct SignedPart {
  std::string_view name_space;
  std::string_view hash_algorithm;
  std::string_view message;
};

std::string signed_bytes(const SignedPart& part) {
  std::string out(kMagic);
  append_ssh_string(out, part.name_space);
  append_ssh_string(out, "");
  append_ssh_string(out, part.hash_algorithm);
  append_ssh_string(out, part.hash_algorithm == "sha256" ? std::string(sha256(part.message).view())
                                                         : sha512(part.message));
  return out;
}

}  // namespace

std::string SshSignature::fingerprint() const { return ssh_fingerprint(key_blob); }

Result<std::string> make_sshsig(Signer& signer, std::string_view name_space,
                                std::string_view message) {
  constexpr std::string_view hash = "sha512";
  TRY_ASSIGN(const std::string raw, signer.sign(signed_bytes({name_space, hash, message})));
  const PublicKey& key = signer.public_key();
  std::string blob(kMagic);
  append_ssh_number(blob, kVersion);
  append_ssh_string(blob, key.ssh_blob());
  append_ssh_string(blob, name_space);
  append_ssh_string(blob, "");
  append_ssh_string(blob, hash);
  append_ssh_string(blob, ssh_signature_of(key.type, raw));
  return write_armor(blob, kLabel, 70);
}

Result<SshSignature> read_sshsig(std::string_view armored, std::string_view name) {
  if (armored.size() > kArmorLimit) return refuse("this is too large for a signature", name);
  const auto blob = read_armor(armored, kLabel);
  if (!blob)
    return refuse("this is no SSH signature", name,
                  "it is made by: ssh-keygen -Y sign, or approve");
  SshReader reader(*blob);
  if (reader.bytes(kMagic.size()) != kMagic || reader.number() != kVersion)
    return refuse("this is no SSH signature of version 1", name);
  const auto key = reader.string();
  const auto name_space = reader.string();
  const auto reserved = reader.string();
  const auto hash = reader.string();
  const auto signature = reader.string();
  if (!key || !name_space || !reserved || !hash || !signature || !reader.at_end())
    return refuse("this SSH signature is cut short or too long", name);
  if (*hash != "sha256" && *hash != "sha512")
    return refuse("this SSH signature uses another hash than SHA-256 or SHA-512", name);
  SshReader key_reader(*key);
  SshReader signature_reader(*signature);
  const auto key_type = key_reader.string();
  const auto signature_type = signature_reader.string();
  const auto raw = signature_reader.string();
  if (!key_type || !signature_type || !raw)
    return refuse("this SSH signature is damaged inside", name);
  // The flags and counter of a security key follow; they stay part of the signature.
  const std::string_view tail = signature_reader.rest();
  if (!tail.empty() && !key_type->starts_with("sk-"))
    return refuse("this SSH signature is damaged inside", name);
  return SshSignature{.key_type = std::string(*key_type),
                      .key_blob = std::string(*key),
                      .name_space = std::string(*name_space),
                      .hash_algorithm = std::string(*hash),
                      .signature_type = std::string(*signature_type),
                      .signature = concat(*raw, tail)};
}

Result<void> check_sshsig(const SshSignature& signature, std::string_view name_space,
                          std::string_view message) {
  const std::string who = signature.fingerprint();
  if (signature.name_space != name_space)
    return refuse(concat("the signature is for another namespace than ", name_space), who,
                  concat("sign again with: ssh-keygen -Y sign -n ", name_space));
  const std::string bytes = signed_bytes({name_space, signature.hash_algorithm, message});
  bool matches = false;
  if (signature.key_type == "ssh-rsa") {
    TRY_ASSIGN(matches, rsa_signature_matches({signature.key_blob, signature.signature_type, bytes,
                                               signature.signature}));
  } else {
    TRY_ASSIGN(const PublicKey key, public_key_from_ssh_blob(signature.key_blob, who));
    const auto raw = signature.signature_type == ssh_name_of(key.type)
                         ? raw_signature_of(key.type, signature.signature)
                         : std::nullopt;
    matches = raw && signature_matches(key, bytes, *raw);
  }
  if (!matches) return refuse("the signature does not match what it should have signed", who);
  return {};
}

}  // namespace foureyes
