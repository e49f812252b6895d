// AWS roles of the repository whose trust policy takes GitHub's OIDC tokens.
// Source: IAM user guide, "Create a role for OpenID Connect federation"; GitHub Docs, "Configuring
// OpenID Connect in Amazon Web Services".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "privilege/change_set.h"
#include "privilege/dialects/aws_iam/policy.h"
#include "privilege/joined_rights.h"

namespace foureyes::federation {

inline constexpr std::string_view kIssuer = "token.actions.githubusercontent.com";

struct OidcRole {
  std::string name;   // "role deploy", "template.yml#Deploy", or the trust policy's file
  std::string words;  // "role `deploy`"
  std::vector<Condition> trusted;  // of the statements that take GitHub's tokens
  HeldRights rights;               // by the policies of the files that were read with it
  std::string written;             // digests of these policies, the same wherever they stand
  GrantSource source;
};

// The roles that the policies of one file trust in this way.
std::vector<OidcRole> oidc_roles(const std::vector<aws_iam::Policy>& policies);

// A role whose policies moved to another file keeps its name: `before` takes the names of `after`.
void follow_moves(std::vector<OidcRole>& before, const std::vector<OidcRole>& after);

// Some statement may take a token with one of these claims. Only the subject is looked at; a
// condition that nobody here understands may let it through.
bool may_trust(const OidcRole& role, const std::vector<std::string>& claims);

}  // namespace foureyes::federation
