// Level 2: the statement is what a trusted key signed.
#include "base/canonical_json.h"
#include "base/display_text.h"
#include "base/text.h"
#include "evidence/verify_levels.h"
#include "signing/allowed_signers.h"
#include "signing/dsse.h"
#include "signing/sigstore_bundle.h"
#include "signing/sshsig.h"

namespace foureyes {

namespace {

// nullptr when no entry holds the key.
const AllowedSigner* find_key(const AllowedSigners& signers, std::string_view fingerprint) {
  for (const auto& entry : signers.entries()) {
    if (entry.fingerprint() == fingerprint) return &entry;
  }
  return nullptr;
}

void check_key(const DsseEnvelope& envelope, std::string_view key_blob, LevelCheck& check) {
  const auto key = public_key_from_ssh_blob(key_blob, "allowed_signers");
  const auto holds = key ? check_dsse(envelope, *key) : failure(key.error());
  if (!holds)
    check.fail("SIG_INVALID", concat("the signature does not hold: ", holds.error().what));
}

// Whether the verifier trusts the key for packs at that time.
void check_standing(const AllowedSigners& signers, const AllowedSigner& entry,
                    std::optional<Instant> at, LevelCheck& check, VerifyReport& report) {
  const SignerMatch match =
      signers.lookup({.key_blob = entry.key_blob, .name_space = kEvidenceNamespace, .at = at});
  switch (match.standing) {
    case SignerStanding::trusted:
      report.signer = plain_text(join(match.entry->principals, ","));
      return;
    case SignerStanding::expired:
    case SignerStanding::not_yet_valid:
      return check.fail("KEY_EXPIRED", match.detail);
    default:
      return check.fail("KEY_UNTRUSTED", match.detail);
  }
}

void check_trust(const DsseEnvelope& envelope, const PackContents& contents,
                 const VerifyOptions& options, LevelCheck& check, VerifyReport& report) {
  if (options.allowed_signers == nullptr) {
    return check.unproved("TRUST_UNPROVED",
                          "no allowed_signers file says whose signature to believe; a pack does "
                          "not vouch for itself");
  }
  const AllowedSigner* entry = find_key(*options.allowed_signers, envelope.key_id);
  if (entry == nullptr) {
    return check.fail("KEY_UNTRUSTED", concat("the key ", plain_text(envelope.key_id),
                                              " that the pack names is not in ",
                                              plain_text(options.allowed_signers->name())));
  }
  const auto at = key_time_of(contents, options);
  if (!at) return check.fail("MEMBER_MALFORMED", "the statement has no time in asOf");
  check_key(envelope, entry->key_blob, check);
  if (!check.proved()) return;
  check_standing(*options.allowed_signers, *entry, at, check, report);
  if (!options.key_time) {
    report.limits.push_back(concat("That the key was valid is judged at ", at->rfc3339(),
                                   ", the time that the signer states."));
  }
}

}  // namespace

VerifiedLevel check_signature(const PackContents& contents, const VerifyOptions& options,
                              VerifyReport& report) {
  LevelCheck check(VerifyLevel::signature, "the statement is signed by a trusted key");
  const std::string* text = contents.pack.find(pack_member::kEnvelope);
  const std::string* bundle = contents.pack.find(pack_member::kBundle);
  if (text == nullptr || bundle == nullptr) {
    check.unproved("UNSIGNED", "the pack is not signed: nobody vouches for it");
    return check.take();
  }
  const auto envelope = read_dsse(*text, pack_member::kEnvelope);
  if (!envelope) {
    check.fail("SIG_INVALID", concat("the envelope does not read: ", envelope.error().what));
    return check.take();
  }
  report.key_fingerprint = plain_text(envelope->key_id);
  if (envelope->payload_type != kInTotoPayloadType ||
      envelope->payload != *contents.pack.find(pack_member::kStatement)) {
    check.fail("SIG_INVALID", "the envelope signs something else than statement.json");
  }
  if (canonical_json(to_json(*envelope)) != *text ||
      canonical_json(sigstore_bundle(*envelope)) != *bundle) {
    check.fail("SIG_INVALID", "envelope and bundle do not hold one and the same signature");
  }
  check_trust(*envelope, contents, options, check, report);
  return check.take();
}

}  // namespace foureyes
