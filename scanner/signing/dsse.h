// DSSE 1.0 (secure-systems-lab/dsse): an envelope with exactly one signature.
#pragma once

#include <string>
#include <string_view>

#include "base/document.h"
#include "base/json_value.h"
#include "base/result.h"
#include "signing/signer.h"

namespace foureyes {

inline constexpr std::string_view kInTotoPayloadType = "application/vnd.in-toto+json";

struct DsseEnvelope {
  std::string payload_type;
  std::string payload;    // decoded
  std::string key_id;     // "SHA256:...", may be empty
  std::string signature;  // decoded: Ed25519 64 bytes, P-256 DER
};

// What is signed: "DSSEv1" SP len(type) SP type SP len(payload) SP payload.
std::string dsse_pae(std::string_view payload_type, std::string_view payload);

Result<DsseEnvelope> sign_dsse(Signer& signer, std::string_view payload_type,
                               std::string_view payload);

JsonValue to_json(const DsseEnvelope& envelope);  // canonical_json of it is the file

// Refuses none or several signatures, unknown members, bad base64.
Result<DsseEnvelope> read_dsse(std::string_view text, std::string_view name);
Result<DsseEnvelope> dsse_from_document(const DocumentNode& node, std::string_view name);

// An error unless `key` made the signature and the keyid, when there is one, names it.
Result<void> check_dsse(const DsseEnvelope& envelope, const PublicKey& key);

}  // namespace foureyes
