// A JSON value that foureyes writes: null, bool, integer, string, array, object. No floats (they
// have no single text form). Object members keep no order of their own: they are always written
// sorted.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace foureyes {

class JsonValue {
 public:
  using Array = std::vector<JsonValue>;
  using Object = std::map<std::string, JsonValue, std::less<>>;

  JsonValue() = default;  // null
  JsonValue(bool value) : value_(value) {}
  JsonValue(std::int64_t value) : value_(value) {}
  JsonValue(int value) : value_(std::int64_t{value}) {}
  JsonValue(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  JsonValue(std::string value) : value_(std::move(value)) {}
  JsonValue(std::string_view value) : value_(std::string(value)) {}
  JsonValue(const char* value) : value_(std::string(value)) {}
  JsonValue(Array value) : value_(std::move(value)) {}
  JsonValue(Object value) : value_(std::move(value)) {}

  static JsonValue object(
      std::initializer_list<std::pair<const std::string, JsonValue>> members = {}) {
    return JsonValue(Object(members.begin(), members.end()));
  }
  static JsonValue array(Array items = {}) { return JsonValue(std::move(items)); }
  static JsonValue strings(const std::vector<std::string>& items) {
    return JsonValue(Array(items.begin(), items.end()));
  }

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  const bool* as_bool() const { return std::get_if<bool>(&value_); }
  const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&value_); }
  const std::string* as_string() const { return std::get_if<std::string>(&value_); }
  const Array* as_array() const { return std::get_if<Array>(&value_); }
  const Object* as_object() const { return std::get_if<Object>(&value_); }

  // Writes a member of an object (makes null an object). CHECKs on other kinds.
  JsonValue& operator[](std::string_view key);
  // Appends to an array (makes null an array). CHECKs on other kinds.
  void push_back(JsonValue item);

  bool operator==(const JsonValue&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

}  // namespace foureyes
