// The 20 bytes of a SHA-1 object name: ObjectId without the hex, for tables of a million.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "model/object_id.h"

namespace foureyes {

struct ObjectName {
  static constexpr std::size_t kSize = 20;
  std::array<unsigned char, kSize> bytes{};

  // `raw` holds at least kSize bytes.
  static ObjectName from_bytes(const char* raw) {
    ObjectName name;
    std::memcpy(name.bytes.data(), raw, kSize);
    return name;
  }
  static ObjectName from(const ObjectId& id);
  ObjectId id() const;
  std::string hex() const;
  auto operator<=>(const ObjectName&) const = default;
};

// Object names are digests: any eight of their bytes are a hash. (An attacker who grinds for equal
// first bytes makes a few collisions, not a slow table.)
struct ObjectNameHash {
  std::size_t operator()(const ObjectName& name) const {
    std::size_t hash = 0;
    std::memcpy(&hash, name.bytes.data(), sizeof hash);
    return hash;
  }
};

}  // namespace foureyes
