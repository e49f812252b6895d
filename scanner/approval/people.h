// From the names that commits, forges and keys use to people. One person under two names must not
// count twice, and must not approve their own change.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/approval.h"
#include "signing/allowed_signers.h"

namespace foureyes {

// One entry of .foureyes/identities.yml as the approval layer needs it.
struct KnownPerson {
  std::string name;
  IdentityKind kind = IdentityKind::human;
  std::vector<std::string> logins;
  std::vector<std::string> emails;
  std::vector<std::string> keys;  // "SHA256:..."
};

struct ResolvedPerson {
  std::string person;  // "alice" of the map; otherwise "login:...", "email:..." or "key:..."
  IdentityKind kind = IdentityKind::unknown;
  bool mapped = false;  // the map or the signers know this name; else it stands for itself
};

// Immutable after construction. Logins, e-mails and principals compare without case.
class PeopleDirectory {
 public:
  PeopleDirectory(std::vector<KnownPerson> known, const AllowedSigners& signers);

  ResolvedPerson by_login(std::string_view login) const;
  // A GitHub noreply address ("123+login@users.noreply.github.com") names the login.
  ResolvedPerson by_email(std::string_view email) const;
  // The principal of a signature and its key: the same key is the same person, whatever principal.
  ResolvedPerson by_key(std::string_view fingerprint, std::string_view principal) const;

  bool has_identity_map() const { return !known_.empty(); }

 private:
  std::optional<ResolvedPerson> find(std::string_view name) const;
  std::vector<KnownPerson> known_;
  std::map<std::string, std::size_t, std::less<>> by_name_;  // "login:x", "email:x", "key:x"
  std::map<std::string, std::string, std::less<>>
      signer_names_;  // name -> the person it stands for
};

// The committer that GitHub writes for merges and edits in the browser; nobody's.
bool is_github_web_committer(std::string_view name, std::string_view email);

}  // namespace foureyes
