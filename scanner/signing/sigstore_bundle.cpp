#include "signing/sigstore_bundle.h"

#include "base/json_document.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

}  // namespace

JsonValue sigstore_bundle(const DsseEnvelope& envelope) {
  JsonValue public_key = JsonValue::object({{"hint", envelope.key_id}});
  JsonValue material = JsonValue::object({{"publicKey", std::move(public_key)}});
  return JsonValue::object({{"mediaType", kMediaType},
                            {"verificationMaterial", std::move(material)},
                            {"dsseEnvelope", to_json(envelope)}});
}

Result<SigstoreBundle> read_sigstore_bundle(std::string_view text, std::string_view name) {
  TRY_ASSIGN(const DocumentNode node, read_json(text, name));
  const auto media_type = node.find_string("mediaType").value_or("");
  const DocumentNode* envelope = node.find("dsseEnvelope");
  if (!media_type.starts_with("application/vnd.dev.sigstore.bundle") || envelope == nullptr) {
    return failure(
        {.what = "this is no sigstore bundle with a DSSE envelope", .where = std::string(name)});
  }
  SigstoreBundle bundle;
  TRY_ASSIGN(bundle.envelope, dsse_from_document(*envelope, name));
  const DocumentNode* material = node.find("verificationMaterial");
  const DocumentNode* public_key = material == nullptr ? nullptr : material->find("publicKey");
  if (public_key != nullptr) bundle.hint = public_key->find_string("hint").value_or("");
  if (!bundle.hint.empty() && !bundle.envelope.key_id.empty() &&
      bundle.hint != bundle.envelope.key_id) {
    return failure({.what = "the bundle's hint and its envelope name two different keys",
                    .where = std::string(name)});
  }
  return bundle;
}

}  // namespace foureyes
