#include "privilege/dialect_rows.h"

#include <algorithm>

#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/dialect.h"
#include "privilege/dialect_rows_text.h"

namespace foureyes {
namespace {

std::vector<std::string> texts_of(const DocumentNode& node, std::string_view key) {
  std::vector<std::string> texts;
  const DocumentNode* list = node.find(key);
  if (list == nullptr) return texts;
  if (list->is_scalar()) return {list->text};
  for (const DocumentNode& item : list->items) texts.push_back(item.text);
  return texts;
}

DialectRows rows_of(const DocumentNode& root) {
  DialectRows rows{root.find_string("dialect").value_or(""),
                   texts_of(root, "files"),
                   texts_of(root, "references"),
                   {}};
  const DocumentNode* list = root.find("rows");
  if (list == nullptr) return rows;
  for (const DocumentNode& row : list->items)
    rows.rows.push_back({row.find_string("kind").value_or(""), texts_of(row, "reads"),
                         row.find_string("widens").value_or(""), texts_of(row, "unknown")});
  return rows;
}

}  // namespace

Result<std::vector<DialectRows>> dialect_rows() {
  std::vector<DialectRows> all;
  for (const std::string_view text : kDialectRowTexts) {
    TRY_ASSIGN(const DocumentNode root, read_yaml(text, "rules/privilege"));
    all.push_back(rows_of(root));
  }
  const auto place = [](const DialectRows& rows) {
    const auto& dialects = all_dialects();
    return std::find_if(dialects.begin(), dialects.end(),
                        [&](const Dialect* dialect) { return dialect->name == rows.name; });
  };
  std::sort(all.begin(), all.end(),
            [&](const DialectRows& a, const DialectRows& b) { return place(a) < place(b); });
  return all;
}

}  // namespace foureyes
