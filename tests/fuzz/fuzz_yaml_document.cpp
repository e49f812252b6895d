// layer: base
// Any bytes as YAML: an error with a place, or documents within the limits.
#include <cstdlib>

#include "base/canonical_json.h"
#include "base/json_document.h"
#include "base/yaml_document.h"

namespace {

std::size_t nodes_in(const foureyes::DocumentNode& node) {
  std::size_t count = 1;
  for (const auto& item : node.items) count += nodes_in(item);
  for (const auto& [key, value] : node.members) count += nodes_in(key) + nodes_in(value);
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace foureyes;
  const DocumentLimits limits{.bytes = 1u << 20, .depth = 50, .nodes = 10'000};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto documents = read_yaml_stream(text, "fuzz", limits);
  if (!documents) {
    if (documents.error().what.empty() || documents.error().where.empty()) std::abort();
    return 0;
  }
  std::size_t nodes = 0;
  for (const DocumentNode& document : *documents) {
    nodes += nodes_in(document);
    // Keys are unique by their text, so the JSON of it reads back.
    const std::string json = canonical_json(to_json(document));
    const auto again = read_json(json, "fuzz");
    if (!again || canonical_json(to_json(*again)) != json) std::abort();
  }
  // A key that merging drops was counted.
  if (nodes > limits.nodes) std::abort();
  return 0;
}
