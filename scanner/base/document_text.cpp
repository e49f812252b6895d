#include "base/document_text.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace foureyes {

std::string document_position(std::string_view name, std::size_t line, std::size_t column) {
  return concat(name, ":", line, ":", column);
}

std::string document_position_at(std::string_view name, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto newlines = std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  return document_position(name, static_cast<std::size_t>(newlines) + 1, before.size() - start + 1);
}

Result<std::string_view> check_document_text(std::string_view text, std::string_view name,
                                             const DocumentLimits& limits) {
  if (text.size() > limits.bytes) {
    return failure({concat("larger than ", limits.bytes, " bytes"), std::string(name)});
  }
  if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
  const std::size_t invalid = find_invalid_utf8(text);
  if (invalid == std::string_view::npos) return text;
  const std::string_view mark = text.substr(0, 2);
  const bool utf16 = mark == "\xff\xfe" || mark == "\xfe\xff";
  return failure({utf16 ? "is UTF-16" : "is not valid UTF-8",
                  document_position_at(name, text, invalid), "save it as UTF-8"});
}

const DocumentNode* repeated_key(const DocumentNode& mapping) {
  std::vector<const DocumentNode*> keys;
  keys.reserve(mapping.members.size());
  for (const auto& member : mapping.members) keys.push_back(&member.first);
  std::stable_sort(keys.begin(), keys.end(),
                   [](const auto* a, const auto* b) { return a->text < b->text; });
  const auto again = std::adjacent_find(
      keys.begin(), keys.end(), [](const auto* a, const auto* b) { return a->text == b->text; });
  return again == keys.end() ? nullptr : *(again + 1);
}

}  // namespace foureyes
