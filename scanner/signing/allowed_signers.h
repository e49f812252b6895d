// Who may sign for what and when: an allowed_signers file in OpenSSH's syntax (ssh-keygen(1),
// ALLOWED SIGNERS), with one rule more: an entry counts for a namespace only when it names that
// namespace in full in `namespaces=`. OpenSSH takes an entry without it for everything; so a CI
// key could approve (threats P0-7).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace foureyes {

struct AllowedSigner {
  std::vector<std::string> principals;  // patterns; a leading '!' excludes
  std::string key_type;
  std::string key_blob;
  std::optional<std::vector<std::string>> namespaces;
  std::optional<Instant> valid_after;   // inclusive, as OpenSSH
  std::optional<Instant> valid_before;  // inclusive
  bool certificate_authority = false;   // such an entry trusts no key directly
  std::string comment;
  std::uint32_t line = 0;

  std::string fingerprint() const;
  bool names_principal(std::string_view principal) const;
  bool names_namespace(std::string_view name_space) const;  // literally
};

// From worst to best: lookup gives the best that any entry gives.
enum class SignerStanding {
  not_listed,         // the key is in no entry
  other_principal,    // the key is listed, but not for who it claims to be
  namespace_missing,  // its entries name no namespaces=
  other_namespace,    // they name others
  not_yet_valid,
  expired,
  trusted,
};

std::string_view name_of(SignerStanding standing);

struct SignerQuery {
  std::string_view key_blob;
  std::string_view name_space;
  std::optional<std::string_view> principal = {};  // absent: whoever the entry names
  std::optional<Instant> at = {};                  // absent: validity is not asked
};

struct SignerMatch {
  SignerStanding standing = SignerStanding::not_listed;
  const AllowedSigner* entry = nullptr;  // the one that decided; owned by the AllowedSigners
  std::string detail;                    // one sentence; how to mend it where that helps
};

class AllowedSigners {
 public:
  AllowedSigners() = default;
  AllowedSigners(std::vector<AllowedSigner> entries, std::string name)
      : entries_(std::move(entries)), name_(std::move(name)) {}
  const std::vector<AllowedSigner>& entries() const { return entries_; }
  const std::string& name() const { return name_; }
  // The best standing that any entry gives.
  SignerMatch lookup(const SignerQuery& query) const;
  // Entries that name the namespace, are no authority and are valid at `at`.
  std::vector<const AllowedSigner*> signers_for(std::string_view name_space, Instant at) const;

 private:
  std::vector<AllowedSigner> entries_;
  std::string name_;
};

// A line that OpenSSH would not read is an error with its number, never skipped.
Result<AllowedSigners> read_allowed_signers(std::string_view text, std::string_view name);

// The line to add for a key: `alice@example.com namespaces="approval@foureyes.dev" ssh-ed25519 ...`
std::string allowed_signers_line(std::string_view principal, std::string_view name_space,
                                 std::string_view public_key_line);

}  // namespace foureyes
