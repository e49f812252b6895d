// Signs with a key that an ssh-agent holds (draft-ietf-sshm-ssh-agent); the key never gets here.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "signing/signer.h"

namespace foureyes {

struct AgentIdentity {
  std::string type;         // "ssh-ed25519"
  std::string fingerprint;  // "SHA256:..."
  std::string comment;
  bool supported = false;
};

// `socket_path` is what SSH_AUTH_SOCK names; it comes as an option, never from the environment.
Result<std::vector<AgentIdentity>> list_agent_identities(const std::string& socket_path);

// The key with this fingerprint ("SHA256:..."); not there: an error that lists what the agent
// holds. Each request has a time limit of `seconds` (a person may have to touch or confirm).
Result<std::unique_ptr<Signer>> agent_signer(const std::string& socket_path,
                                             std::string_view fingerprint, int seconds = 60);

}  // namespace foureyes
