// .foureyes/identities.yml: which logins, e-mail addresses and keys are one person, and who is none
// (a bot, an agent, a service). A name that two people claim is an error; logins and e-mails
// compare without case.
//
//   version: 1
//   people:
//     - id: alice
//       kind: human                      # human, bot, agent or service
//       logins: [alice]
//       emails: [alice@example.com]
//       keys: ["SHA256:..."]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/approval.h"

namespace foureyes {

struct KnownIdentity {
  std::string id;
  IdentityKind kind = IdentityKind::human;
  std::vector<std::string> logins;
  std::vector<std::string> emails;
  std::vector<std::string> keys;  // "SHA256:..."
};

struct IdentityMap {
  std::vector<KnownIdentity> people;  // in file order
};

Result<IdentityMap> read_identity_map(std::string_view text, std::string_view name);

}  // namespace foureyes
