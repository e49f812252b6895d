#include "config/fields.h"

#include <algorithm>

#include "base/document_text.h"
#include "base/yaml_document.h"

namespace foureyes {
namespace {

std::string listed(std::initializer_list<std::string_view> keys) {
  return join(std::vector<std::string>(keys.begin(), keys.end()), ", ");
}

}  // namespace

Result<Fields> Fields::open(const DocumentNode& node, Place place,
                            std::initializer_list<std::string_view> keys) {
  const Fields fields(node, place);
  if (!node.is_mapping()) {
    return fields.wrong_because(node, concat(place.what, " must be a mapping"),
                                concat("its keys are ", listed(keys)));
  }
  for (const auto& [key, value] : node.members) {
    if (key.is_string() && std::find(keys.begin(), keys.end(), key.text) != keys.end()) continue;
    return fields.wrong_because(key, concat("an unknown key in ", place.what),
                                concat("its keys are ", listed(keys)));
  }
  return fields;
}

Result<void> Fields::require(std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys) {
    if (node_->find(key) != nullptr) continue;
    return wrong_because(*node_, concat(place_.what, " has no `", key, "`"),
                         concat("it needs ", listed(keys)));
  }
  return {};
}

Result<void> Fields::text(std::string_view key, std::string& value) const {
  const DocumentNode* node = node_->find(key);
  if (node == nullptr) return {};
  const bool filled = node->is_string() && !trim(node->text).empty();
  if (!filled) return wrong(*node, key, "a text (in quotes, where it looks like a number)");
  value = node->text;
  return {};
}

Result<void> Fields::texts(std::string_view key, std::vector<std::string>& value) const {
  const DocumentNode* node = node_->find(key);
  return node == nullptr ? Result<void>() : texts_of(*node, key, value);
}

Result<void> Fields::texts_of(const DocumentNode& node, std::string_view key,
                              std::vector<std::string>& value) const {
  if (!node.is_sequence() || node.items.empty()) return wrong(node, key, "a list of texts");
  for (const DocumentNode& item : node.items) {
    const bool filled = item.is_string() && !trim(item.text).empty();
    if (!filled) return wrong(item, key, "a list of texts");
    value.push_back(item.text);
  }
  return {};
}

Result<void> Fields::patterns(std::string_view key, std::vector<std::string>& value) const {
  if (auto read = texts(key, value); !read) return read;
  const DocumentNode* node = node_->find(key);
  if (node == nullptr) return {};
  for (const DocumentNode& item : node->items) {
    if (item.text.front() == '!') {
      return wrong_because(item, "a path pattern cannot exclude",
                           "list what it takes; * is within a folder, ** across folders");
    }
  }
  return {};
}

Result<void> Fields::instant(std::string_view key, Instant& value) const {
  const DocumentNode* node = node_->find(key);
  if (node == nullptr) return {};
  const auto parsed = node->is_string() ? parse_instant(node->text) : std::nullopt;
  if (!parsed) return wrong(*node, key, "a date or a time, as 2026-03-14 or 2026-03-14T09:26:53Z");
  value = *parsed;
  return {};
}

Result<void> Fields::number(std::string_view key, std::uint64_t low, std::uint64_t high,
                            std::uint64_t& value) const {
  const DocumentNode* node = node_->find(key);
  if (node == nullptr) return {};
  std::uint64_t read = 0;
  bool valid = node->kind == NodeKind::number && node->text.size() <= 15 &&
               std::all_of(node->text.begin(), node->text.end(), is_digit);
  if (valid) {
    for (const char c : node->text) read = read * 10 + static_cast<std::uint64_t>(c - '0');
    valid = read >= low && read <= high;
  }
  const std::string range = low == high ? concat(low) : concat("a number from ", low, " to ", high);
  if (!valid) return wrong(*node, key, range);
  value = read;
  return {};
}

Result<std::vector<const DocumentNode*>> Fields::list(std::string_view key) const {
  std::vector<const DocumentNode*> items;
  const DocumentNode* node = node_->find(key);
  if (node == nullptr) return items;
  if (!node->is_sequence()) return wrong(*node, key, "a list");
  for (const DocumentNode& item : node->items) items.push_back(&item);
  return items;
}

tl::unexpected<Error> Fields::wrong(const DocumentNode& node, std::string_view key,
                                    std::string_view expected) const {
  return wrong_because(node, concat("`", key, "` of ", place_.what, " must be ", expected));
}

tl::unexpected<Error> Fields::wrong_because(const DocumentNode& node, std::string what,
                                            std::string fix) const {
  return failure({std::move(what), document_position(place_.document, node.line, node.column),
                  std::move(fix)});
}

Result<DocumentNode> read_configuration(std::string_view text, std::string_view name) {
  DocumentLimits limits;
  limits.bytes = 1u << 20;
  limits.depth = 20;
  limits.nodes = 100'000;
  return read_yaml(text, name, limits);
}

Result<void> check_version(const Fields& fields) {
  TRY(fields.require({"version"}));
  std::uint64_t version = 0;
  return fields.number("version", 1, 1, version);
}

}  // namespace foureyes
