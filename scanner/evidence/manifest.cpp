#include "evidence/manifest.h"

#include <charconv>

#include "base/canonical_json.h"
#include "base/digest.h"
#include "base/json_document.h"
#include "evidence/statement.h"

namespace foureyes {

namespace {

constexpr std::string_view kManifestSchema = "https://foureyes.dev/pack-manifest/v1";

std::uint64_t number_of(const DocumentNode* node) {
  std::uint64_t number = 0;
  if (node != nullptr) {
    std::from_chars(node->text.data(), node->text.data() + node->text.size(), number);
  }
  return number;
}

}  // namespace

Manifest manifest_of(const Pack& pack) {
  Manifest manifest;
  for (const auto& [name, bytes] : pack.members) {
    if (is_in_manifest(name)) manifest[name] = {sha256(bytes).hex(), bytes.size()};
  }
  return manifest;
}

std::string manifest_text(const Manifest& manifest) {
  JsonValue members = JsonValue::object();
  for (const auto& [name, entry] : manifest) {
    members[name] = JsonValue::object({{"sha256", entry.sha256}, {"size", entry.size}});
  }
  return readable_json(
      JsonValue::object({{"schema", kManifestSchema}, {"members", std::move(members)}}));
}

Result<Manifest> read_manifest(std::string_view text, std::string_view name) {
  TRY_ASSIGN(const DocumentNode root, read_json(text, name));
  Manifest manifest;
  if (const DocumentNode* members = root.find("members")) {
    for (const auto& [member, entry] : members->members) {
      manifest[member.text] = {entry.find_string("sha256").value_or(""),
                               number_of(entry.find("size"))};
    }
  }
  if (manifest_text(manifest) != text) {
    return failure({"the manifest is not in the one form that foureyes writes", std::string(name)});
  }
  return manifest;
}

}  // namespace foureyes
