#include "evidence/statement.h"

#include <algorithm>
#include <initializer_list>

#include "base/canonical_json.h"
#include "base/json_document.h"
#include "base/text.h"

namespace foureyes {

namespace {

struct DigestKind {
  std::string_view algorithm;
  std::size_t hex_digits;
};
constexpr DigestKind kDigestKinds[] = {{"sha256", 64}, {"gitCommit", 40}, {"gitTree", 40}};

bool is_lower_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_digest(std::string_view algorithm, std::string_view hex) {
  return std::any_of(std::begin(kDigestKinds), std::end(kDigestKinds), [&](const auto& kind) {
    return kind.algorithm == algorithm && kind.hex_digits == hex.size() && is_lower_hex(hex);
  });
}

Result<void> check_subjects(const std::vector<StatementSubject>& subjects) {
  if (subjects.empty() || subjects.size() > kMaxSubjects) {
    return failure(
        {concat("a statement has 1 to ", kMaxSubjects, " subjects, not ", subjects.size())});
  }
  for (const auto& subject : subjects) {
    const bool digests_hold =
        std::all_of(subject.digests.begin(), subject.digests.end(),
                    [](const auto& digest) { return is_digest(digest.first, digest.second); });
    if (subject.name.empty() || subject.digests.empty() || !digests_hold) {
      return failure({concat("the statement's subject `", subject.name,
                             "` needs a name and digests in lower-case hex")});
    }
  }
  return {};
}

JsonValue to_json(const StatementSubject& subject) {
  JsonValue digest = JsonValue::object();
  for (const auto& [algorithm, hex] : subject.digests) digest[algorithm] = hex;
  JsonValue json = JsonValue::object({{"name", subject.name}, {"digest", std::move(digest)}});
  if (!subject.uri.empty()) json["uri"] = subject.uri;
  return json;
}

Error malformed(std::string what, std::string_view name) {
  return {std::move(what), std::string(name)};
}

Result<StatementSubject> read_subject(const DocumentNode& node, std::string_view name) {
  StatementSubject subject;
  subject.name = node.find_string("name").value_or("");
  subject.uri = node.find_string("uri").value_or("");
  const DocumentNode* digest = node.find("digest");
  if (digest == nullptr || !digest->is_mapping()) {
    return failure(malformed("a subject of the statement has no digest", name));
  }
  for (const auto& [algorithm, hex] : digest->members) subject.digests[algorithm.text] = hex.text;
  return subject;
}

}  // namespace

Result<std::string> statement_text(const Statement& statement) {
  TRY(check_subjects(statement.subjects));
  JsonValue subjects = JsonValue::array();
  for (const auto& subject : statement.subjects) subjects.push_back(to_json(subject));
  return canonical_json(JsonValue::object({{"_type", kStatementType},
                                           {"subject", std::move(subjects)},
                                           {"predicateType", statement.predicate_type},
                                           {"predicate", statement.predicate}}));
}

// Reads leniently, then asks whether statement_text gives the same bytes back: that refuses unknown
// fields, other types and any other form in one comparison.
Result<Statement> read_statement(std::string_view text, std::string_view name) {
  TRY_ASSIGN(const DocumentNode root, read_json(text, name));
  const DocumentNode* subjects = root.find("subject");
  const DocumentNode* predicate = root.find("predicate");
  if (subjects == nullptr || !subjects->is_sequence() || predicate == nullptr ||
      !predicate->is_mapping()) {
    return failure(malformed("this is no in-toto statement", name));
  }
  Statement statement;
  for (const auto& node : subjects->items) {
    TRY_ASSIGN(StatementSubject subject, read_subject(node, name));
    statement.subjects.push_back(std::move(subject));
  }
  statement.predicate_type = root.find_string("predicateType").value_or("");
  statement.predicate = to_json(*predicate);
  const auto again = statement_text(statement);
  if (!again) return failure(malformed(again.error().what, name));
  if (*again != text) {
    return failure(malformed("the statement is not in the one form that foureyes writes", name));
  }
  return statement;
}

}  // namespace foureyes
