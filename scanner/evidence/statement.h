// The in-toto Statement v1 that a pack is signed as.
// https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "base/result.h"

namespace foureyes {

inline constexpr std::string_view kStatementType = "https://in-toto.io/Statement/v1";
inline constexpr std::string_view kChangeEvidence = "https://foureyes.dev/change-evidence/v1";
inline constexpr std::size_t kMaxSubjects = 1024;

// in-toto ResourceDescriptor, the fields that a subject of ours has.
struct StatementSubject {
  std::string name;
  std::string uri;                                          // may be empty
  std::map<std::string, std::string, std::less<>> digests;  // algorithm -> lower-case hex
};

struct Statement {
  std::vector<StatementSubject> subjects;
  std::string predicate_type;
  JsonValue predicate;
};

// Canonical JSON. Errors: no subject, too many, a digest that is not hex.
Result<std::string> statement_text(const Statement& statement);

// Strict: the fields of the specification that statement_text writes and no others, canonical form
// only. `name` is what errors call the text.
Result<Statement> read_statement(std::string_view text, std::string_view name);

}  // namespace foureyes
