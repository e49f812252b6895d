// The questions that an allowed_signers file answers; allowed_signers_reader.cpp reads it.
#include "signing/allowed_signers.h"

#include "base/bytes.h"
#include "base/path_pattern.h"
#include "base/text.h"
#include "signing/public_key.h"

namespace foureyes {
namespace {

// OpenSSH's match_pattern_list: a negated pattern that matches decides, wherever it stands.
bool list_matches(const std::vector<std::string>& patterns, std::string_view text) {
  bool matched = false;
  for (const std::string& pattern : patterns) {
    const bool negated = pattern.starts_with('!');
    if (!glob_matches(std::string_view(pattern).substr(negated ? 1 : 0), text)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

SignerStanding standing_of(const AllowedSigner& entry, const SignerQuery& query) {
  if (entry.certificate_authority || entry.key_blob != query.key_blob)
    return SignerStanding::not_listed;
  if (query.principal && !entry.names_principal(*query.principal))
    return SignerStanding::other_principal;
  if (!entry.namespaces) return SignerStanding::namespace_missing;
  if (!entry.names_namespace(query.name_space)) return SignerStanding::other_namespace;
  if (query.at && entry.valid_after && *query.at < *entry.valid_after)
    return SignerStanding::not_yet_valid;
  if (query.at && entry.valid_before && *query.at > *entry.valid_before)
    return SignerStanding::expired;
  return SignerStanding::trusted;
}

std::string right_line(const AllowedSigner& entry, const SignerQuery& query) {
  return allowed_signers_line(join(entry.principals, ","), query.name_space,
                              concat(entry.key_type, ' ', base64_encode(entry.key_blob)));
}

std::string explain(const SignerMatch& match, const SignerQuery& query, std::string_view file) {
  if (match.entry == nullptr)
    return concat("the key ", ssh_fingerprint(query.key_blob), " is not listed in ",
                  file.empty() ? "allowed_signers: there is no such file" : file);
  const AllowedSigner& entry = *match.entry;
  const std::string place = concat("line ", entry.line, " of ", file);
  switch (match.standing) {
    case SignerStanding::other_principal:
      return concat(place, " lists the key for somebody else");
    case SignerStanding::namespace_missing:
      return concat(place, " lists the key without namespaces=, so it may sign nothing here; ",
                    "the right line is: ", right_line(entry, query));
    case SignerStanding::other_namespace:
      return concat(place, " does not list the key for the namespace ", query.name_space,
                    "; the right line is: ", right_line(entry, query));
    case SignerStanding::not_yet_valid:
      return concat(place, " lets the key sign only from ", entry.valid_after->rfc3339());
    case SignerStanding::expired:
      return concat(place, " let the key sign only until ", entry.valid_before->rfc3339());
    case SignerStanding::not_listed:
    case SignerStanding::trusted:
      break;
  }
  return concat(place, " lists the key");
}

}  // namespace

std::string AllowedSigner::fingerprint() const { return ssh_fingerprint(key_blob); }

bool AllowedSigner::names_principal(std::string_view principal) const {
  return list_matches(principals, principal);
}

bool AllowedSigner::names_namespace(std::string_view name_space) const {
  if (!namespaces || !list_matches(*namespaces, name_space)) return false;
  for (const std::string& named : *namespaces) {
    if (named == name_space) return true;
  }
  return false;
}

std::string_view name_of(SignerStanding standing) {
  switch (standing) {
    case SignerStanding::not_listed:
      return "not-listed";
    case SignerStanding::other_principal:
      return "other-principal";
    case SignerStanding::namespace_missing:
      return "namespace-missing";
    case SignerStanding::other_namespace:
      return "other-namespace";
    case SignerStanding::not_yet_valid:
      return "not-yet-valid";
    case SignerStanding::expired:
      return "expired";
    case SignerStanding::trusted:
      break;
  }
  return "trusted";
}

SignerMatch AllowedSigners::lookup(const SignerQuery& query) const {
  SignerMatch best;
  for (const AllowedSigner& entry : entries_) {
    const SignerStanding standing = standing_of(entry, query);
    if (standing <= best.standing) continue;
    best.standing = standing;
    best.entry = &entry;
  }
  best.detail = explain(best, query, name_);
  return best;
}

std::vector<const AllowedSigner*> AllowedSigners::signers_for(std::string_view name_space,
                                                              Instant at) const {
  std::vector<const AllowedSigner*> signers;
  for (const AllowedSigner& entry : entries_) {
    const SignerQuery query{.key_blob = entry.key_blob, .name_space = name_space, .at = at};
    if (standing_of(entry, query) == SignerStanding::trusted) signers.push_back(&entry);
  }
  return signers;
}

std::string allowed_signers_line(std::string_view principal, std::string_view name_space,
                                 std::string_view public_key_line) {
  return concat(principal, " namespaces=\"", name_space, "\" ", public_key_line);
}

}  // namespace foureyes
