#include "base/document.h"

#include "base/text.h"

namespace foureyes {
namespace {

// A decimal integer as JSON writes it, within 53 bits (RFC 8785 writes numbers as doubles).
std::optional<std::int64_t> small_integer(std::string_view text) {
  const bool negative = text.substr(0, 1) == "-";
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.size() > 16) return std::nullopt;
  if (digits.front() == '0' && (digits.size() > 1 || negative)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > (std::int64_t{1} << 53) - 1) return std::nullopt;
  return negative ? -value : value;
}

}  // namespace

const DocumentNode* DocumentNode::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name.text == key && !name.is_null()) return &value;
  }
  return nullptr;
}

std::optional<std::string> DocumentNode::find_string(std::string_view key) const {
  const DocumentNode* value = find(key);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return value->text;
}

JsonValue to_json(const DocumentNode& node) {
  switch (node.kind) {
    case NodeKind::null:
      return {};
    case NodeKind::boolean:
      return node.text == "true";
    case NodeKind::number:
      if (const auto value = small_integer(node.text)) return *value;
      return node.text;
    case NodeKind::string:
      return node.text;
    case NodeKind::sequence: {
      JsonValue::Array items;
      items.reserve(node.items.size());
      for (const DocumentNode& item : node.items) items.push_back(to_json(item));
      return items;
    }
    case NodeKind::mapping: {
      JsonValue::Object members;
      for (const auto& [key, value] : node.members) members.emplace(key.text, to_json(value));
      return members;
    }
  }
  return {};
}

}  // namespace foureyes
