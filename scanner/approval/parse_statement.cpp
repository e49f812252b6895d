// Reads an approval statement. What it accepts is exactly what approval_statement_text writes: the
// fields are picked out, the text is written again, and the two must be the same bytes.
#include <optional>

#include "approval/statement.h"
#include "base/bytes.h"
#include "base/json_document.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kStatementLimit = 4u << 20;

constexpr Direction kDirections[] = {Direction::equivalent, Direction::narrowed, Direction::mixed,
                                     Direction::unknown, Direction::widened};

tl::unexpected<Error> refuse(std::string what, std::string_view name) {
  return failure({.what = std::move(what),
                  .where = std::string(name),
                  .fix = "make it again with: foureyes approve"});
}

// Picks members out of the document; the first that is missing is the error.
class Fields {
 public:
  Fields(const DocumentNode& document, std::string_view name) : document_(document), name_(name) {}

  // `route` is the way from the top: member names, or "0" and "1" in a list.
  const DocumentNode* at(std::initializer_list<std::string_view> route) const {
    const DocumentNode* node = &document_;
    for (const std::string_view step : route) {
      if (node == nullptr) return nullptr;
      if (!node->is_sequence()) {
        node = node->find(step);
      } else {
        const std::size_t index = step == "0" ? 0 : 1;
        node = index < node->items.size() ? &node->items[index] : nullptr;
      }
    }
    return node;
  }

  Result<std::string> text(std::initializer_list<std::string_view> route) const {
    const DocumentNode* node = at(route);
    if (node == nullptr || !node->is_string()) return missing(*(route.end() - 1));
    return node->text;
  }

  Result<ObjectId> object(std::initializer_list<std::string_view> route) const {
    TRY_ASSIGN(const std::string hex, text(route));
    const auto id = ObjectId::parse(hex);
    if (!id) return missing(*(route.end() - 1));
    return *id;
  }

  Result<std::vector<std::string>> texts(std::initializer_list<std::string_view> route) const {
    const DocumentNode* node = at(route);
    if (node == nullptr || !node->is_sequence()) return missing(*(route.end() - 1));
    std::vector<std::string> out;
    for (const DocumentNode& item : node->items) {
      if (!item.is_string()) return missing(*(route.end() - 1));
      out.push_back(item.text);
    }
    return out;
  }

  tl::unexpected<Error> missing(std::string_view member) const {
    return refuse(concat("the approval statement's ", member, " is missing or of another form"),
                  name_);
  }

 private:
  const DocumentNode& document_;
  std::string_view name_;
};

Result<Direction> read_direction(const Fields& fields) {
  TRY_ASSIGN(const std::string text, fields.text({"predicate", "direction"}));
  for (const Direction direction : kDirections) {
    if (name_of(direction) == text) return direction;
  }
  return fields.missing("direction");
}

Result<std::optional<Instant>> read_expiry(const Fields& fields) {
  if (fields.at({"predicate", "expires"}) == nullptr) return std::nullopt;
  TRY_ASSIGN(const std::string text, fields.text({"predicate", "expires"}));
  const auto expires = parse_instant(text);
  if (!expires) return fields.missing("expires");
  return expires;
}

Result<ApprovalStatement> read_fields(const Fields& fields) {
  TRY_ASSIGN(const ObjectId base, fields.object({"predicate", "base"}));
  TRY_ASSIGN(const ObjectId result_tree, fields.object({"predicate", "resultTree"}));
  TRY_ASSIGN(const ObjectId head, fields.object({"subject", "1", "digest", "gitCommit"}));
  TRY_ASSIGN(const ObjectId head_tree, fields.object({"subject", "1", "digest", "gitTree"}));
  ApprovalStatement statement{.repository = {},
                              .target_ref = {},
                              .base = base,
                              .head = head,
                              .head_tree = head_tree,
                              .result_tree = result_tree,
                              .delta_digest = {},
                              .direction = {},
                              .sentences = {},
                              .uncovered = {},
                              .identity = {},
                              .expires = {},
                              .tool_version = {}};
  TRY_ASSIGN(statement.repository, fields.text({"predicate", "repository"}));
  TRY_ASSIGN(statement.target_ref, fields.text({"predicate", "targetRef"}));
  TRY_ASSIGN(statement.delta_digest, fields.text({"subject", "0", "digest", "sha256"}));
  TRY_ASSIGN(statement.direction, read_direction(fields));
  TRY_ASSIGN(statement.sentences, fields.texts({"predicate", "delta"}));
  TRY_ASSIGN(statement.uncovered, fields.texts({"predicate", "notCovered"}));
  TRY_ASSIGN(statement.identity, fields.text({"predicate", "identity"}));
  TRY_ASSIGN(statement.expires, read_expiry(fields));
  TRY_ASSIGN(statement.tool_version, fields.text({"predicate", "toolVersion"}));
  return statement;
}

}  // namespace

Result<ApprovalStatement> parse_approval_statement(std::string_view text, std::string_view name) {
  TRY_ASSIGN(const DocumentNode document, read_json(text, name, {.bytes = kStatementLimit}));
  if (!is_approval_statement(text)) return refuse("this is no approval statement", name);
  const Fields fields(document, name);
  TRY_ASSIGN(ApprovalStatement statement, read_fields(fields));
  const auto digest = hex_decode(statement.delta_digest);
  if (!digest || digest->size() != 32) return fields.missing("sha256");
  if (statement.identity.empty()) return fields.missing("identity");
  if (approval_statement_text(statement) != text)
    return refuse("this approval statement was changed after foureyes wrote it", name);
  return statement;
}

}  // namespace foureyes
