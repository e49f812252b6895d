#include "privilege/normal_form.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/canonical_json.h"
#include "base/digest.h"
#include "base/text.h"

namespace foureyes {
namespace {

bool takes_scalar_or_list(std::string_view key) {
  constexpr std::array<std::string_view, 12> kKeys = {
      "on",    "needs", "runs-on",     "branches",     "branches-ignore", "tags",
      "types", "paths", "tags-ignore", "paths-ignore", "workflows",       "labels"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

}  // namespace

JsonValue normal_form(const DocumentNode& node) {
  if (node.is_mapping()) {
    JsonValue out = JsonValue::object();
    for (const auto& [key, value] : node.members) {
      const bool single = takes_scalar_or_list(key.text) && value.is_sequence() &&
                          value.items.size() == 1 && value.items.front().is_scalar();
      out[key.text] = normal_form(single ? value.items.front() : value);
    }
    return out;
  }
  if (node.is_sequence()) {
    JsonValue out = JsonValue::array();
    for (const DocumentNode& item : node.items) out.push_back(normal_form(item));
    return out;
  }
  if (!node.tag.empty() && node.tag.starts_with('!')) return JsonValue(node.tag + " " + node.text);
  std::string_view text = node.text;
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return JsonValue(text);
}

std::string normal_digest(const DocumentNode& node) {
  return sha256(canonical_json(normal_form(node))).hex();
}

}  // namespace foureyes
