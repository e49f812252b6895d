// A document that foureyes reads: the one tree behind JSON and YAML, with the position of each
// node, so that an error can say line and column and a grant can name its source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "base/result.h"

namespace foureyes {

enum class NodeKind { null, boolean, number, string, sequence, mapping };

struct DocumentMember;

// A node owns its children. Mappings keep the document's order; duplicate keys never get here, the
// readers refuse them.
struct DocumentNode {
  NodeKind kind = NodeKind::null;
  // The scalar as text: "true", "1.5", the string's characters. Empty for null and containers.
  std::string text;
  // A quoted YAML scalar or a JSON string: never a boolean or a number, however it looks.
  bool quoted = false;
  // YAML tag where one was written ("!reference"), else empty.
  std::string tag;
  std::uint32_t line = 0;               // from 1
  std::uint32_t column = 0;             // from 1, in bytes
  std::vector<DocumentNode> items;      // sequence
  std::vector<DocumentMember> members;  // mapping

  bool is_mapping() const { return kind == NodeKind::mapping; }
  bool is_sequence() const { return kind == NodeKind::sequence; }
  bool is_scalar() const { return kind != NodeKind::mapping && kind != NodeKind::sequence; }
  bool is_null() const { return kind == NodeKind::null; }
  bool is_string() const { return kind == NodeKind::string; }

  // The member's value, or nullptr (also for nodes that are no mapping).
  const DocumentNode* find(std::string_view key) const;
  // The text of a string member, or nullopt.
  std::optional<std::string> find_string(std::string_view key) const;
};

// Key and value, taken apart like a pair: for (const auto& [key, value] : node.members).
struct DocumentMember {
  DocumentNode first;
  DocumentNode second;
};

// What a reader accepts before it gives up with an error that names the limit.
struct DocumentLimits {
  std::size_t bytes = 16u << 20;
  std::size_t depth = 100;
  std::size_t nodes = 1'000'000;  // after aliases are expanded
};

// The node as a value to write (numbers that are no 53-bit integers become strings).
JsonValue to_json(const DocumentNode& node);

}  // namespace foureyes
