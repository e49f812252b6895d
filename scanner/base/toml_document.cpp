#include "base/toml_document.h"

#define TOML_EXCEPTIONS 1  // without them it goes on behind an error, and stumbles
#define TOML_ENABLE_FORMATTERS 1
#define TOML_ASSERT(expression) static_assert(true)
#include <optional>
#include <sstream>
#if __has_include(<toml++/impl/preprocessor.h>)
#include <toml++/impl/preprocessor.h>
#else
#include <toml++/impl/preprocessor.hpp>
#endif
// What it assumes of a key is not so for "[" and a line end; its code behind that says so itself.
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expression) static_assert(true)
#undef TOML_ASSUME
#define TOML_ASSUME(expression) static_assert(true)
#include <toml++/toml.h>

#include "base/bytes.h"
#include "base/document_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

// toml++ up to 3.3 runs into undefined behaviour where a character beyond ASCII stands outside of
// strings. So it sees none: each byte of one, and '~' itself, is written as ~xx and read back.
constexpr char kMark = '~';

std::string in_ascii(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80 && c != kMark)
      out += c;
    else
      out += concat(kMark, hex_encode(std::string_view(&c, 1)));
  }
  return out;
}

std::string from_ascii(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == kMark ? hex_decode(text.substr(i + 1, 2)) : std::nullopt;
    out += byte ? *byte : std::string(1, text[i]);
    if (byte) i += 2;
  }
  return out;
}

// The mark as an escape of a string would be taken for one of ours.
bool escapes_mark(std::string_view text) {
  const std::string lower = to_lower(text);
  return contains(lower, "\\u007e") || contains(lower, "\\u0000007e");
}

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
      member.first.text = from_ascii(key.str());
      place(key.source().begin, member.first);
      if (!convert(value, member.second, depth + 1)) return false;
    }
    return true;
  }

  static void convert_scalar(const toml::node& from, DocumentNode& to) {
    if (const auto* text = from.as_string()) {
      to.kind = NodeKind::string;
      to.text = from_ascii(text->get());
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
  if (escapes_mark(checked))
    return failure({"escapes '~' in a string", std::string(name), "write the character itself"});
  const std::string ascii = in_ascii(checked);
  try {
    const toml::table parsed = toml::parse(std::string_view(ascii), name);
    DocumentNode root;
    if (TomlReader(limits).convert(parsed, root, 1)) return root;
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    return failure({"is no TOML", document_position(name, at.line, at.column)});
  }
  return failure({concat("nested deeper than ", limits.depth, " levels, or larger than ",
                         limits.nodes, " nodes"),
                  std::string(name)});
}

}  // namespace foureyes
