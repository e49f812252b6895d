// The name of a git object: 40 lower-case hex digits (SHA-1 repositories).
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace foureyes {

class ObjectId {
 public:
  // nullopt unless the text is exactly 40 hex digits.
  static std::optional<ObjectId> parse(std::string_view text);
  const std::string& hex() const { return hex_; }
  auto operator<=>(const ObjectId&) const = default;

 private:
  explicit ObjectId(std::string hex) : hex_(std::move(hex)) {}
  std::string hex_;
};

}  // namespace foureyes
