// What judges the change: policy, identities, waivers, signers and the fingerprint key, read from
// the target's tip (threats P0-1), or from files that the caller brought from outside.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "approval/people.h"
#include "config/identity_map.h"
#include "config/policy.h"
#include "config/waivers.h"
#include "model/check_report.h"
#include "model/tree_view.h"
#include "pipeline/check.h"
#include "signing/allowed_signers.h"

namespace foureyes {

struct GateConfiguration {
  Policy policy;
  IdentityMap identities;
  std::vector<Waiver> waivers;
  AllowedSigners signers;
  bool external_signers = false;  // from outside the repository
  std::string fingerprint_key;
  std::vector<GateInput> inputs;  // everything that was read
};

struct ConfigurationSource {
  const TreeView& tree;
  std::string revision;  // commit, hex: for GateInput::origin
  std::optional<ExternalFile> policy;
  std::optional<ExternalFile> allowed_signers;
};

// Every path of a tree that read_gate_configuration looks at.
std::vector<std::string> configuration_paths();

Result<GateConfiguration> read_gate_configuration(const ConfigurationSource& source);

}  // namespace foureyes
