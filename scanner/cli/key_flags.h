// Who signs: a key file or a key in ssh-agent.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cli/command.h"
#include "signing/signer.h"

namespace foureyes {

// `key` is a file, `agent` a fingerprint ("SHA256:..."); at most one is not empty. With neither:
// nullptr.
Result<std::unique_ptr<Signer>> open_signer(const std::string& key, const std::string& agent,
                                            const Environment& environment);

}  // namespace foureyes
