// Where the files of foureyes are in a repository.
#pragma once

#include <string_view>

namespace foureyes {

inline constexpr std::string_view kPolicyFile = ".foureyes.yml";
inline constexpr std::string_view kConfigurationDirectory = ".foureyes";
inline constexpr std::string_view kAllowedSignersFile = ".foureyes/allowed_signers";
inline constexpr std::string_view kIdentitiesFile = ".foureyes/identities.yml";
inline constexpr std::string_view kWaiversFile = ".foureyes/waivers.yml";
inline constexpr std::string_view kFingerprintKeyFile = ".foureyes/fingerprint.key";
// Outside the delta: approvals are committed after the tree that they approve.
inline constexpr std::string_view kApprovalsDirectory = ".foureyes/approvals";

}  // namespace foureyes
