#include "base/json_value.h"

#include "base/check.h"

namespace foureyes {

JsonValue& JsonValue::operator[](std::string_view key) {
  if (is_null()) value_ = Object{};
  auto* members = std::get_if<Object>(&value_);
  CHECK(members != nullptr, "a member of a value that is no object");
  const auto found = members->find(key);
  if (found != members->end()) return found->second;
  return members->emplace(std::string(key), JsonValue()).first->second;
}

void JsonValue::push_back(JsonValue item) {
  if (is_null()) value_ = Array{};
  auto* items = std::get_if<Array>(&value_);
  CHECK(items != nullptr, "an item of a value that is no array");
  items->push_back(std::move(item));
}

}  // namespace foureyes
