#include "input/object_name.h"

#include "base/bytes.h"
#include "base/check.h"

namespace foureyes {

ObjectName ObjectName::from(const ObjectId& id) {
  const auto raw = hex_decode(id.hex());
  CHECK(raw && raw->size() == kSize, "an ObjectId is 40 hex digits");
  return from_bytes(raw->data());
}

std::string ObjectName::hex() const {
  return hex_encode({reinterpret_cast<const char*>(bytes.data()), kSize});
}

ObjectId ObjectName::id() const {
  auto id = ObjectId::parse(hex());
  CHECK(id.has_value(), "20 bytes are 40 hex digits");
  return *std::move(id);
}

}  // namespace foureyes
