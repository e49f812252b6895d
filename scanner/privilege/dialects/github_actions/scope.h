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
  // Instead of the inputs so far. An expression in `with` means what it means to the caller.
  void set_inputs(const DocumentNode* with, const Scope& caller, const DocumentNode* declared);

  // A literal; or a symbol with the digest of its definitions. `env.X` with a literal value and one
  // `matrix.x` list of literals are what they stand for.
  Pattern pattern_for(std::string_view text) const;

  // The digest of the definitions of every context in the text; "" when none is in the repository.
  std::string definitions_of(std::string_view text) const;

  // An expression in the text carries what an outsider writes; the first such context.
  std::string outsider_text_in(std::string_view text) const;
  // ... names the head of a pull request.
  bool names_pull_request_head_in(std::string_view text) const;

  // The inputs, variables and matrix values that an expression (not a text with expressions) reads
  // and the repository tells: "inputs.publish is `false`"; "" for none.
  std::string facts_of(std::string_view expression) const;

  // The value with `env` and `inputs` replaced where they are known.
  std::string resolved(std::string_view text) const;

 private:
  // An input whose value only the caller's place can tell: its matrix, its inputs, its steps.
  struct GivenInput {
    std::string text;
    Pattern pattern;
    std::string definitions;
    std::set<std::string> contexts;
  };

  void give(const std::string& name, const std::string& text, const Scope& caller);
  std::string with_own_values(std::string_view text) const;
  const std::string* value_of(const std::string& context) const;
  std::string fact_of(const std::string& context) const;
  std::string definition_of(const std::string& context) const;
  enum class Extent { whole, part };  // of a text: an expression and nothing else, or a part

  // All values that the context may have; none: they are not known.
  std::vector<std::string> choices_of(const std::string& context, Extent extent) const;
  std::set<std::string> reachable_contexts(std::string_view text) const;
  void reach(std::string_view text, std::set<std::string>& out, int depth) const;

  const DocumentNode& workflow_;
  const DocumentNode& job_;
  std::map<std::string, std::string> values_;  // "env.x", "inputs.x" (lower case) -> text
  std::map<std::string, GivenInput> given_;    // "inputs.x"
};

}  // namespace foureyes::github_actions
