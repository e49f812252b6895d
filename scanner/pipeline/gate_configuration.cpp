#include "pipeline/gate_configuration.h"

#include "base/text.h"
#include "config/paths.h"

namespace foureyes {
namespace {

constexpr std::size_t kConfigurationLimit = 4u << 20;

class ConfigurationReader {
 public:
  ConfigurationReader(const ConfigurationSource& source, GateConfiguration& result)
      : source_(source), result_(result) {}

  // The text of the external file, or of the tree's; nothing when there is neither.
  Result<std::optional<std::string>> text(std::string_view kind, std::string_view path,
                                          const std::optional<ExternalFile>& external = {}) {
    if (external) {
      result_.inputs.push_back(gate_input(kind, std::string(kCommandLineOrigin), *external));
      return std::optional<std::string>(external->content);
    }
    const TreeEntry* entry = source_.tree.find(path);
    if (entry == nullptr) return std::optional<std::string>();
    if (entry->kind != EntryKind::file && entry->kind != EntryKind::executable) {
      return failure({"foureyes reads its configuration from plain files only", std::string(path),
                      "Replace the link by the file itself."});
    }
    TRY_ASSIGN(std::string content, source_.tree.read(*entry, kConfigurationLimit));
    result_.inputs.push_back(
        gate_input(kind, concat(path, "@", source_.revision), {std::string(path), content}));
    return std::optional<std::string>(std::move(content));
  }

 private:
  const ConfigurationSource& source_;
  GateConfiguration& result_;
};

std::string_view name_of(const std::optional<ExternalFile>& external, std::string_view path) {
  return external ? std::string_view(external->name) : path;
}

}  // namespace

std::vector<std::string> configuration_paths() {
  std::vector<std::string> paths;
  for (const std::string_view path :
       {kPolicyFile, kIdentitiesFile, kWaiversFile, kAllowedSignersFile, kFingerprintKeyFile}) {
    paths.emplace_back(path);
  }
  return paths;
}

Result<GateConfiguration> read_gate_configuration(const ConfigurationSource& source) {
  GateConfiguration result;
  ConfigurationReader reader(source, result);
  TRY_ASSIGN(const auto policy, reader.text("policy", kPolicyFile, source.policy));
  if (policy) {
    TRY_ASSIGN(result.policy, read_policy(*policy, name_of(source.policy, kPolicyFile)));
  }
  TRY_ASSIGN(const auto identities, reader.text("identities", kIdentitiesFile));
  if (identities) {
    TRY_ASSIGN(result.identities, read_identity_map(*identities, kIdentitiesFile));
  }
  TRY_ASSIGN(const auto waivers, reader.text("waivers", kWaiversFile));
  if (waivers) {
    TRY_ASSIGN(result.waivers, read_waivers(*waivers, kWaiversFile));
  }
  TRY_ASSIGN(const auto signers,
             reader.text("allowed-signers", kAllowedSignersFile, source.allowed_signers));
  if (signers) {
    TRY_ASSIGN(result.signers, read_allowed_signers(
                                   *signers, name_of(source.allowed_signers, kAllowedSignersFile)));
  }
  result.external_signers = source.allowed_signers.has_value();
  TRY_ASSIGN(const auto key, reader.text("fingerprint-key", kFingerprintKeyFile));
  if (key) result.fingerprint_key = trim(*key);
  return result;
}

}  // namespace foureyes
