#include "model/object_id.h"

#include "base/bytes.h"
#include "base/text.h"

namespace foureyes {

std::optional<ObjectId> ObjectId::parse(std::string_view text) {
  if (text.size() != 40 || !hex_decode(text)) return std::nullopt;
  return ObjectId(to_lower(text));
}

}  // namespace foureyes
