// layer: base
// Any bytes as JSON: an error or a tree whose canonical text reads back as itself.
#include <cstdlib>

#include "base/canonical_json.h"
#include "base/json_document.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto node = read_json(text, "fuzz", {.bytes = 1u << 20, .depth = 50, .nodes = 100'000});
  if (!node) {
    if (node.error().what.empty() || node.error().where.empty()) std::abort();
    return 0;
  }
  const std::string canonical = canonical_json(to_json(*node));
  const auto again = read_json(canonical, "fuzz");
  if (!again || canonical_json(to_json(*again)) != canonical) std::abort();
  return 0;
}
