// What an expression can see where it stands: environment variables, the matrix, inputs, and where
// each is defined in the repository (threats P0-11: equal only with equal definitions).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "model/grant.h"

namespace foureyes::github_actions {

class Scope {
 public:
  Scope(const DocumentNode& workflow, const DocumentNode& job);

  void enter_env(const DocumentNode* env);  // later definitions hide earlier ones
  void set_inputs(const DocumentNode* with, const Scope& caller, const DocumentNode* declared);

  // A literal; or a symbol with the digest of its definitions. `env.X` with a literal value and a
  // `matrix.x` list of literals are what they stand for.
  Pattern pattern_for(std::string_view text) const;

  // The digest of the definitions of every context in the text; "" when none is in the repository.
  std::string definitions_of(std::string_view text) const;

  // An expression in the text carries what an outsider writes; the first such context.
  std::string outsider_text_in(std::string_view text) const;
  // ... names the head of a pull request.
  bool names_pull_request_head_in(std::string_view text) const;

  // The value with `env` and `inputs` replaced where they are known.
  std::string resolved(std::string_view text) const;

 private:
  const std::string* value_of(const std::string& context) const;
  std::string definition_of(const std::string& context) const;
  std::vector<std::string> matrix_values(const std::string& name) const;
  std::set<std::string> reachable_contexts(std::string_view text) const;
  void reach(std::string_view text, std::set<std::string>& out, int depth) const;

  const DocumentNode& workflow_;
  const DocumentNode& job_;
  std::map<std::string, std::string> values_;  // "env.x", "inputs.x" (lower case) -> text
};

}  // namespace foureyes::github_actions
