// GitHub Actions expressions, as far as privilege needs them: which secrets they read, whether they
// carry a stranger's text, and the top-level conjuncts of a condition.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes::github_actions {

// The inside of each ${{ ... }} of a text, trimmed. Quoted "}}" does not end one.
std::vector<std::string_view> expressions_in(std::string_view text);

bool has_expression(std::string_view text);

// A text that is one expression and nothing else: its inside; else "".
std::string_view whole_expression(std::string_view text);

struct SecretUse {
  std::set<std::string> names;  // upper case; the job's own token is none
  bool all = false;             // secrets[...], toJSON(secrets), the bare context
  void add(const SecretUse& other);
};

// The secrets that an expression (not a text with expressions) reads.
SecretUse secrets_in(std::string_view expression);

// The contexts that an expression names, with their paths: "github.event.issue.title".
std::set<std::string> contexts_in(std::string_view expression);

// A context whose text an outsider writes: titles, bodies, branch names, commit messages.
bool outsider_writes(std::string_view context);

// A context that names the head of a pull request: its commit, branch or repository.
bool names_pull_request_head(std::string_view context);

// One top-level conjunct of a condition: it holds when any of its disjuncts does.
struct GuardTerm {
  std::set<std::string> disjuncts;  // white space normalised
  std::string text;
};

// The conjuncts that restrict: status functions and checks for a bot's name, which anyone can
// arrange, are none.
std::vector<GuardTerm> guards_of(std::string_view condition);

}  // namespace foureyes::github_actions
