// Whoever can sign: a key file (private_key.h) or an agent (ssh_agent.h).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "signing/public_key.h"

namespace foureyes {

// Not safe to use from two threads at once.
class Signer {
 public:
  virtual ~Signer() = default;
  virtual const PublicKey& public_key() const = 0;
  // In the form of signature_matches (public_key.h). Ed25519 gives the same bytes each time.
  virtual Result<std::string> sign(std::string_view message) = 0;
};

}  // namespace foureyes
