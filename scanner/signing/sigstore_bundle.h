// A sigstore bundle v0.3 around a DSSE envelope, signed with a key (no certificate, no log): what
// `cosign verify-blob-attestation --key` and the sigstore libraries read.
#pragma once

#include <string>
#include <string_view>

#include "base/json_value.h"
#include "base/result.h"
#include "signing/dsse.h"

namespace foureyes {

struct SigstoreBundle {
  std::string hint;  // verificationMaterial.publicKey.hint: the key's fingerprint
  DsseEnvelope envelope;
};

// The hint is the envelope's keyid. canonical_json of the value is the file.
JsonValue sigstore_bundle(const DsseEnvelope& envelope);

// Bundles of other making (certificates, log entries) are read as far as the envelope; their hint
// is empty.
Result<SigstoreBundle> read_sigstore_bundle(std::string_view text, std::string_view name);

}  // namespace foureyes
