#include "base/toml_document.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1
#include <sstream>
#include <toml++/toml.h>

#include "base/document_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

class TomlReader {
 public:
  explicit TomlReader(const DocumentLimits& limits) : left_(limits.nodes), depth_(limits.depth) {}

  // False when the document is past a limit.
  bool convert(const toml::node& from, DocumentNode& to, std::size_t depth) {
    if (left_ == 0 || depth > depth_) return false;
    --left_;
    place(from.source().begin, to);
    if (const toml::table* table = from.as_table()) return convert_table(*table, to, depth);
    if (const toml::array* array = from.as_array()) {
      to.kind = NodeKind::sequence;
      for (const toml::node& item : *array)
        if (!convert(item, to.items.emplace_back(), depth + 1)) return false;
      return true;
    }
    convert_scalar(from, to);
    return true;
  }

 private:
  static void place(const toml::source_position& position, DocumentNode& to) {
    to.line = static_cast<std::uint32_t>(position.line);
    to.column = static_cast<std::uint32_t>(position.column);
  }

  bool convert_table(const toml::table& table, DocumentNode& to, std::size_t depth) {
    to.kind = NodeKind::mapping;
    for (const auto& [key, value] : table) {
      DocumentMember& member = to.members.emplace_back();
      member.first.kind = NodeKind::string;
      member.first.text = std::string(key.str());
      place(key.source().begin, member.first);
      if (!convert(value, member.second, depth + 1)) return false;
    }
    return true;
  }

  static void convert_scalar(const toml::node& from, DocumentNode& to) {
    if (const auto* text = from.as_string()) {
      to.kind = NodeKind::string;
      to.text = text->get();
      to.quoted = true;
    } else if (const auto* truth = from.as_boolean()) {
      to.kind = NodeKind::boolean;
      to.text = truth->get() ? "true" : "false";
    } else {
      to.kind = from.is_number() ? NodeKind::number : NodeKind::string;
      std::ostringstream out;
      from.visit([&](const auto& value) { out << value; });
      to.text = out.str();
    }
  }

  std::size_t left_;
  std::size_t depth_;
};

}  // namespace

Result<DocumentNode> read_toml(std::string_view text, std::string_view name,
                               const DocumentLimits& limits) {
  TRY_ASSIGN(const std::string_view checked, check_document_text(text, name, limits));
  const toml::parse_result parsed = toml::parse(checked, name);
  if (!parsed) {
    const toml::source_position at = parsed.error().source().begin;
    return failure({"is no TOML", document_position(name, at.line, at.column)});
  }
  DocumentNode root;
  if (!TomlReader(limits).convert(parsed.table(), root, 1))
    return failure({concat("nested deeper than ", limits.depth, " levels, or larger than ",
                           limits.nodes, " nodes"),
                    std::string(name)});
  return root;
}

}  // namespace foureyes
