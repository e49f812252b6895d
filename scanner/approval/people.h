// From the names that commits, forges and keys use to people. One person under two names must not
// count twice, and must not approve their own change.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "config/identity_map.h"
#include "model/approval.h"
#include "signing/allowed_signers.h"

namespace foureyes {

struct ResolvedPerson {
  std::string person;  // the map's id; otherwise a principal, a login or an e-mail of theirs
  IdentityKind kind = IdentityKind::unknown;
  bool in_map = false;     // .foureyes/identities.yml names them
  bool is_signer = false;  // allowed_signers does
  bool known() const { return in_map || is_signer; }
};

// Immutable after construction. Logins, e-mails and principals compare without case.
// Names that the map or one line of allowed_signers puts together are one person; so a key that
// stands under two principals is one person too.
class PeopleDirectory {
 public:
  PeopleDirectory(const IdentityMap& identities, const AllowedSigners& signers);

  ResolvedPerson by_login(std::string_view login) const;
  // A GitHub noreply address ("123+login@users.noreply.github.com") names the login.
  ResolvedPerson by_email(std::string_view email) const;
  ResolvedPerson by_key(std::string_view fingerprint, std::string_view principal) const;

 private:
  ResolvedPerson resolve(std::string_view node, std::string_view own_name) const;
  std::map<std::string, ResolvedPerson, std::less<>> by_node_;  // "login:x", "name:x", "key:x"
};

// The login that a GitHub noreply address names, or "".
std::string noreply_login(std::string_view email);

// The committer that GitHub writes for merges and edits in the browser; nobody's.
bool is_github_web_committer(std::string_view name, std::string_view email);

}  // namespace foureyes
