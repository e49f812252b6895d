// Small helpers of the to_json functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_value.h"
#include "model/to_json.h"

namespace foureyes {

// Leaves an empty text out.
inline void put_text(JsonValue& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

template <class Item>
JsonValue to_json_array(const std::vector<Item>& items) {
  JsonValue out = JsonValue::array();
  for (const Item& item : items) out.push_back(to_json(item));
  return out;
}

// [{"name": ..., "digest": ...}]: names may repeat, so this is no object.
inline JsonValue named_digests(const std::vector<std::pair<std::string, std::string>>& pairs) {
  JsonValue out = JsonValue::array();
  for (const auto& [name, digest] : pairs) {
    out.push_back(JsonValue::object({{"name", name}, {"digest", digest}}));
  }
  return out;
}

}  // namespace foureyes
