#include "signing/dsse.h"

#include "base/bytes.h"
#include "base/json_document.h"
#include "base/text.h"

namespace foureyes {
namespace {

tl::unexpected<Error> refuse(std::string what, std::string_view name, std::string fix = {}) {
  return failure({.what = std::move(what), .where = std::string(name), .fix = std::move(fix)});
}

Result<void> check_members(const DocumentNode& node, const std::vector<std::string_view>& known,
                           std::string_view name) {
  for (const auto& [key, value] : node.members) {
    bool is_known = false;
    for (const std::string_view allowed : known) is_known |= key.text == allowed;
    if (!is_known)
      return refuse("the envelope has a member that DSSE does not name",
                    concat(name, ":", key.line));
  }
  return {};
}

Result<std::string> decoded(const DocumentNode& node, std::string_view member,
                            std::string_view name) {
  const auto text = node.find_string(member);
  auto bytes = text ? base64_decode(*text) : std::nullopt;
  if (!bytes) return refuse(concat("the envelope's ", member, " is missing or no base64"), name);
  return *std::move(bytes);
}

}  // namespace

std::string dsse_pae(std::string_view payload_type, std::string_view payload) {
  return concat("DSSEv1 ", payload_type.size(), ' ', payload_type, ' ', payload.size(), ' ',
                payload);
}

Result<DsseEnvelope> sign_dsse(Signer& signer, std::string_view payload_type,
                               std::string_view payload) {
  TRY_ASSIGN(std::string signature, signer.sign(dsse_pae(payload_type, payload)));
  return DsseEnvelope{.payload_type = std::string(payload_type),
                      .payload = std::string(payload),
                      .key_id = signer.public_key().fingerprint(),
                      .signature = std::move(signature)};
}

JsonValue to_json(const DsseEnvelope& envelope) {
  JsonValue signature = JsonValue::object({{"sig", base64_encode(envelope.signature)}});
  if (!envelope.key_id.empty()) signature["keyid"] = envelope.key_id;
  return JsonValue::object({{"payloadType", envelope.payload_type},
                            {"payload", base64_encode(envelope.payload)},
                            {"signatures", JsonValue::array({std::move(signature)})}});
}

Result<DsseEnvelope> read_dsse(std::string_view text, std::string_view name) {
  TRY_ASSIGN(const DocumentNode node, read_json(text, name));
  return dsse_from_document(node, name);
}

Result<DsseEnvelope> dsse_from_document(const DocumentNode& node, std::string_view name) {
  TRY(check_members(node, {"payload", "payloadType", "signatures"}, name));
  const auto type = node.find_string("payloadType");
  const DocumentNode* signatures = node.find("signatures");
  if (!type || signatures == nullptr || !signatures->is_sequence())
    return refuse("this is no DSSE envelope", name);
  if (signatures->items.size() != 1) {
    return refuse(concat("the envelope carries ", signatures->items.size(), " signatures"), name,
                  "exactly one is accepted: a second would leave open who vouches for it");
  }
  const DocumentNode& signature = signatures->items.front();
  TRY(check_members(signature, {"keyid", "sig"}, name));
  DsseEnvelope envelope;
  envelope.payload_type = *type;
  TRY_ASSIGN(envelope.payload, decoded(node, "payload", name));
  TRY_ASSIGN(envelope.signature, decoded(signature, "sig", name));
  envelope.key_id = signature.find_string("keyid").value_or("");
  return envelope;
}

Result<void> check_dsse(const DsseEnvelope& envelope, const PublicKey& key) {
  const std::string fingerprint = key.fingerprint();
  if (!envelope.key_id.empty() && envelope.key_id != fingerprint)
    return refuse("the envelope names another key than the one it is checked with", fingerprint);
  const std::string signed_bytes = dsse_pae(envelope.payload_type, envelope.payload);
  if (!signature_matches(key, signed_bytes, envelope.signature))
    return refuse("the envelope's signature does not match its content", fingerprint);
  return {};
}

}  // namespace foureyes
