// Scopes and levels: docs.github.com, "Permissions for the GITHUB_TOKEN" (read 2025-11). A scope
// that this list lacks is carried as it is written.
#include "privilege/dialects/github_actions/permissions.h"

#include <algorithm>
#include <array>

#include "base/canonical_json.h"
#include "base/digest.h"
#include "base/text.h"

namespace foureyes::github_actions {
namespace {

constexpr std::array<std::string_view, 19> kScopes = {"actions",
                                                      "artifact-metadata",
                                                      "attestations",
                                                      "checks",
                                                      "code-quality",
                                                      "contents",
                                                      "deployments",
                                                      "discussions",
                                                      "id-token",
                                                      "issues",
                                                      "metadata",
                                                      "models",
                                                      "packages",
                                                      "pages",
                                                      "pull-requests",
                                                      "repository-projects",
                                                      "security-events",
                                                      "statuses",
                                                      "vulnerability-alerts"};

bool is_known(std::string_view scope) {
  return std::find(kScopes.begin(), kScopes.end(), scope) != kScopes.end();
}

std::optional<Level> parse_level(std::string_view text) {
  if (text == "none") return Level::none;
  if (text == "read") return Level::read;
  if (text == "write") return Level::write;
  return std::nullopt;
}

Pattern levels(Level level) {
  return level == Level::write ? Pattern::set({"read", "write"}) : Pattern::literal("read");
}

Unknown outside(std::string detail) {
  return Unknown{UnknownReason::outside_default, std::move(detail), ""};
}

Grant scope_grant(const JobSubject& subject, const std::string& scope, const std::string& text,
                  std::uint32_t line) {
  Grant grant = job_grant(subject, "token-scope", {concat("permissions.", scope), line});
  const auto level = parse_level(text);
  grant.resource = Pattern::literal(scope);
  grant.action = scope == "id-token" || !level ? Pattern::literal(text) : levels(*level);
  grant.brief_words = text;
  grant.action_words = scope == "id-token"
                           ? "mint OIDC tokens (and so act as every cloud role that trusts them)"
                           : concat(text, " ", scope, " of this repository");
  if (!is_known(scope) || !level)
    grant.unknown = Unknown{UnknownReason::new_key, "a permission that nobody knows", ""};
  return grant;
}

Grant whole_grant(const JobSubject& subject, const Token& token, Level level,
                  std::string_view name) {
  Grant grant = job_grant(subject, "token-scope", {"permissions", token.line});
  grant.group = "all";
  grant.resource = Pattern::top();
  grant.action = levels(level);
  grant.brief_words = name;
  grant.action_words = concat(level == Level::write ? "write" : "read",
                              " everything in this repository (", name, ")");
  return grant;
}

Grant default_grant(const JobSubject& subject, const Token& token) {
  Grant grant = job_grant(subject, "token-scope", {"permissions", token.line});
  grant.group = "default";
  grant.brief_words = "the default token";
  grant.action_words = "use the default token";
  return grant;
}

// The part of the default that both settings give: read of contents and packages.
Grant least_default(const JobSubject& subject, const Token& token) {
  Grant grant = default_grant(subject, token);
  grant.resource = Pattern::set({"contents", "packages"});
  grant.action = levels(Level::read);
  return grant;
}

Grant most_default(const JobSubject& subject, const Token& token) {
  Grant grant = default_grant(subject, token);
  grant.resource = Pattern::complement({"id-token"});
  grant.action = levels(Level::write);
  return grant;
}

void add_default(const JobSubject& subject, const Token& token, DefaultToken setting,
                 std::vector<Grant>& out) {
  out.push_back(least_default(subject, token));
  if (setting == DefaultToken::permissive) {
    out.push_back(most_default(subject, token));
  } else if (setting == DefaultToken::unknown) {
    out.push_back(most_default(subject, token));
    out.back().unknown = outside("the default token's permissions");
  } else {
    // Restricted by today's setting, which no file of the repository holds.
    out.push_back(default_grant(subject, token));
    out.back().action = Pattern::literal("follow");
    out.back().resource = Pattern::literal("the restricted default");
    out.back().unknown = outside("the default token's permissions");
  }
}

void add_caller(const JobSubject& subject, const Token& token, std::vector<Grant>& out) {
  Grant grant = job_grant(subject, "token-scope", {"permissions", token.line});
  grant.group = "default";
  grant.resource = Pattern::symbol("the caller's token", "");
  grant.action = levels(Level::write);
  grant.brief_words = "the caller's token";
  grant.action_words = "use all of its caller's token";
  grant.unknown = Unknown{UnknownReason::include, "the token of callers elsewhere", ""};
  out.push_back(std::move(grant));
}

std::string written_level(const Token& token, const std::string& scope) {
  if (token.kind == Token::Kind::write_all) return "write";
  if (token.kind == Token::Kind::read_all) return scope == "id-token" ? "none" : "read";
  const auto found = token.scopes.find(scope);
  return found == token.scopes.end() ? "none" : found->second;
}

std::string lower_level(const std::string& a, const std::string& b) {
  const auto x = parse_level(a), y = parse_level(b);
  if (!x) return b;
  if (!y) return a;
  return *x < *y ? a : b;
}

bool is_bounded(const Token& token) {
  return token.kind == Token::Kind::scopes || token.kind == Token::Kind::read_all ||
         token.kind == Token::Kind::write_all;
}

}  // namespace

Token read_token(const DocumentNode* permissions) {
  Token token;
  if (!permissions) return token;
  token.line = permissions->line;
  if (permissions->is_mapping()) {
    token.kind = Token::Kind::scopes;
    for (const auto& [scope, level] : permissions->members) {
      token.scopes[scope.text] = level.text;
      token.lines[scope.text] = scope.line;
    }
  } else if (permissions->is_null()) {
    token.kind = Token::Kind::scopes;  // an empty map
  } else if (permissions->text == "read-all") {
    token.kind = Token::Kind::read_all;
  } else if (permissions->text == "write-all") {
    token.kind = Token::Kind::write_all;
  } else {
    token.kind = Token::Kind::unclear;
    token.text = sha256(canonical_json(to_json(*permissions))).hex();
  }
  return token;
}

Token effective_token(const DocumentNode& workflow, const DocumentNode& job, Token fallback) {
  if (const DocumentNode* own = job.find("permissions")) return read_token(own);
  if (const DocumentNode* shared = workflow.find("permissions")) return read_token(shared);
  fallback.line = job.line;
  return fallback;
}

Token lowered(const Token& caller, const Token& called) {
  if (called.kind == Token::Kind::caller || called.kind == Token::Kind::absent) return caller;
  if (!is_bounded(caller) || !is_bounded(called)) return called;
  if (caller.kind == Token::Kind::write_all) return called;
  if (called.kind == Token::Kind::write_all) return caller;
  if (caller.kind == Token::Kind::read_all && called.kind == Token::Kind::read_all) return called;
  Token out;
  out.kind = Token::Kind::scopes;
  out.line = called.line;
  const Token& named = called.kind == Token::Kind::scopes ? called : caller;
  for (const auto& [scope, level] : named.scopes) {
    out.scopes[scope] = lower_level(written_level(caller, scope), written_level(called, scope));
    const auto line = named.lines.find(scope);
    out.lines[scope] = line == named.lines.end() ? named.line : line->second;
  }
  return out;
}

bool only_reads(const Token& token) {
  if (token.kind == Token::Kind::read_all) return true;
  return token.kind == Token::Kind::scopes &&
         std::all_of(token.scopes.begin(), token.scopes.end(), [](const auto& scope) {
           return scope.second == "none" || (scope.second == "read" && is_known(scope.first));
         });
}

void add_token_grants(const JobSubject& subject, const Token& token, DefaultToken default_token,
                      std::vector<Grant>& out) {
  switch (token.kind) {
    case Token::Kind::absent:
      return add_default(subject, token, default_token, out);
    case Token::Kind::caller:
      return add_caller(subject, token, out);
    case Token::Kind::read_all:
      out.push_back(whole_grant(subject, token, Level::read, "read-all"));
      return;
    case Token::Kind::write_all:
      out.push_back(whole_grant(subject, token, Level::write, "write-all"));
      return;
    case Token::Kind::scopes:
      for (const auto& [scope, level] : token.scopes)
        if (level != "none")
          out.push_back(scope_grant(subject, scope, level, token.lines.at(scope)));
      return;
    case Token::Kind::unclear:
      out.push_back(whole_grant(subject, token, Level::write, "permissions that cannot be read"));
      out.back().unknown =
          Unknown{UnknownReason::new_key, "permissions in no known form", token.text};
      return;
  }
}

}  // namespace foureyes::github_actions
