// A YAML document as its events give it, before aliases and merge keys are expanded. Between
// yaml_document.cpp, which fills it from the parser, and its callers, who get DocumentNodes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace foureyes {

struct YamlNode {
  // Scalars are resolved already (resolve_yaml_scalar). An alias has `alias_of` and nothing else.
  NodeKind kind = NodeKind::null;
  std::string text;
  std::string tag;
  bool quoted = false;
  bool is_alias = false;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::size_t alias_of = 0;           // index into YamlTree::nodes
  std::vector<std::size_t> children;  // items; or key, value, key, value ...
};

// Nodes by index; an alias names a node that was complete before it, so there are no cycles.
struct YamlTree {
  std::vector<YamlNode> nodes;
  std::size_t root = 0;
};

// Sets kind and text by the core schema (YAML 1.2.2, 10.3.2). `tag` is the full tag ("!" for a
// quoted scalar, "?" for a plain one without a tag).
void resolve_yaml_scalar(YamlNode& node, std::string_view tag, std::string_view text);

// Copies aliased nodes to where they are used and merges `<<`, within the limits, whose `nodes` it
// lowers by what it used. Members of a mapping come first, merged ones behind them. Repeated keys
// and keys that are no scalars are errors.
Result<DocumentNode> expand_yaml(const YamlTree& tree, std::string_view name,
                                 DocumentLimits& limits);

}  // namespace foureyes
