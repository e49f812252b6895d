// The token of a job: `permissions`, with inheritance, defaults and the caller's bound.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "privilege/dialects/github_actions/job_subject.h"

namespace foureyes::github_actions {

enum class Level { none, read, write };

// What a `permissions` block asks for. A map names scopes and leaves all others none.
struct Token {
  enum class Kind {
    absent,  // the organisation's or repository's default
    caller,  // a called workflow that names none: whatever its callers hold
    scopes,
    read_all,
    write_all,
    unclear,  // neither a map nor read-all nor write-all
  };
  Kind kind = Kind::absent;
  std::map<std::string, std::string> scopes;  // scope -> level as written
  std::map<std::string, std::uint32_t> lines;
  std::string text;  // of an unclear one: its digest
  std::uint32_t line = 0;
};

Token read_token(const DocumentNode* permissions);

// Job, else workflow, else the default (or the caller).
Token effective_token(const DocumentNode& workflow, const DocumentNode& job, Token fallback);

// A called workflow keeps or lowers what its caller holds.
Token lowered(const Token& caller, const Token& called);

// Holds no more than reading, by its own words.
bool only_reads(const Token& token);

void add_token_grants(const JobSubject& subject, const Token& token, DefaultToken default_token,
                      std::vector<Grant>& out);

}  // namespace foureyes::github_actions
