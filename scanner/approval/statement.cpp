// Writes the statement; parse_statement.cpp reads it by writing it again.
#include "approval/statement.h"

#include "base/canonical_json.h"
#include "base/display_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

JsonValue subjects_of(const ApprovalStatement& statement) {
  JsonValue delta = JsonValue::object(
      {{"name", "delta"}, {"digest", JsonValue::object({{"sha256", statement.delta_digest}})}});
  JsonValue head =
      JsonValue::object({{"name", "head"},
                         {"digest", JsonValue::object({{"gitCommit", statement.head.hex()},
                                                       {"gitTree", statement.head_tree.hex()}})}});
  return JsonValue::array({std::move(delta), std::move(head)});
}

JsonValue plain_strings(const std::vector<std::string>& texts) {
  JsonValue out = JsonValue::array();
  for (const std::string& text : texts) out.push_back(plain_text(text));
  return out;
}

JsonValue predicate_of(const ApprovalStatement& statement) {
  JsonValue predicate = JsonValue::object({
      {"repository", plain_text(statement.repository)},
      {"targetRef", plain_text(statement.target_ref)},
      {"base", statement.base.hex()},
      {"resultTree", statement.result_tree.hex()},
      {"direction", name_of(statement.direction)},
      {"delta", plain_strings(statement.sentences)},
      {"notCovered", plain_strings(statement.uncovered)},
      {"identity", plain_text(statement.identity)},
      {"toolVersion", plain_text(statement.tool_version)},
  });
  if (statement.expires) predicate["expires"] = statement.expires->rfc3339();
  return predicate;
}

}  // namespace

std::string approval_statement_text(const ApprovalStatement& statement) {
  return canonical_json(JsonValue::object({
      {"_type", "https://in-toto.io/Statement/v1"},
      {"subject", subjects_of(statement)},
      {"predicateType", kApprovalPredicate},
      {"predicate", predicate_of(statement)},
  }));
}

bool is_approval_statement(std::string_view text) {
  return trim(text).starts_with('{') && contains(text, kApprovalPredicate) &&
         contains(text, "https://in-toto.io/Statement/");
}

}  // namespace foureyes
