// A recursive descent over RFC 8259; its depth is that of the limits, never that of the text.
#include "base/json_document.h"

#include "base/document_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class JsonReader {
 public:
  JsonReader(std::string_view text, std::string_view name, const DocumentLimits& limits)
      : text_(text), name_(name), limits_(limits) {}

  Result<DocumentNode> read_document() {
    skip_space();
    TRY_ASSIGN(DocumentNode root, read_value(1));
    skip_space();
    if (at_ != text_.size()) return wrong("text after the end of the JSON value");
    return root;
  }

 private:
  tl::unexpected<Error> wrong(std::string what) const { return wrong_at(at_, std::move(what)); }

  tl::unexpected<Error> wrong_at(std::size_t offset, std::string what) const {
    return failure({std::move(what), document_position_at(name_, text_, offset)});
  }

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }

  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    for (; !at_end(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        ++line_;
        line_start_ = at_ + 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
    }
  }

  Result<DocumentNode> read_value(std::size_t depth) {
    if (depth > limits_.depth)
      return wrong(concat("nested deeper than ", limits_.depth, " levels"));
    if (++nodes_ > limits_.nodes) return wrong(concat("more than ", limits_.nodes, " values"));
    DocumentNode node;
    node.line = static_cast<std::uint32_t>(line_);
    node.column = static_cast<std::uint32_t>(at_ - line_start_ + 1);
    const char c = peek();
    if (c == '{') {
      TRY(read_object(node, depth));
    } else if (c == '[') {
      TRY(read_array(node, depth));
    } else if (c == '"') {
      node.kind = NodeKind::string;
      node.quoted = true;
      TRY(read_string(node.text));
    } else if (c == '-' || is_digit(c)) {
      node.kind = NodeKind::number;
      TRY(read_number(node.text));
    } else {
      TRY(read_word(node));
    }
    return node;
  }

  Result<void> read_word(DocumentNode& node) {
    for (const std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_, word.size()) != word) continue;
      at_ += word.size();
      if (is_alphanumeric(peek())) break;
      node.kind = word == "null" ? NodeKind::null : NodeKind::boolean;
      if (word != "null") node.text = word;
      return {};
    }
    if (at_end()) return wrong("the JSON text ends too early");
    return wrong("expected a JSON value");
  }

  Result<void> read_digits() {
    if (!is_digit(peek())) return wrong("expected a digit");
    while (is_digit(peek())) ++at_;
    return {};
  }

  Result<void> read_number(std::string& text) {
    const std::size_t begin = at_;
    take('-');
    if (take('0')) {
      if (is_digit(peek())) return wrong("a number must not start with 0");
    } else {
      TRY(read_digits());
    }
    if (take('.')) TRY(read_digits());
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      TRY(read_digits());
    }
    text = text_.substr(begin, at_ - begin);
    return {};
  }

  Result<void> read_string(std::string& out) {
    const std::size_t begin = at_++;
    for (;;) {
      const std::size_t run = at_;
      while (!at_end() && text_[at_] != '"' && text_[at_] != '\\' &&
             static_cast<unsigned char>(text_[at_]) >= 0x20) {
        ++at_;
      }
      out += text_.substr(run, at_ - run);
      if (at_end()) return wrong_at(begin, "the string has no end");
      if (take('"')) return {};
      if (!take('\\')) return wrong("a control character in a string must be escaped");
      TRY(read_escape(out));
    }
  }

  Result<void> read_escape(std::string& out) {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view values = "\"\\/\b\f\n\r\t";
    const std::size_t begin = at_ - 1;
    const std::size_t simple = at_end() ? std::string_view::npos : names.find(text_[at_]);
    if (simple != std::string_view::npos) {
      out += values[simple];
      ++at_;
      return {};
    }
    if (!take('u')) return wrong_at(begin, "an unknown escape in a string");
    char32_t unit = 0;
    if (!read_unit(unit)) return wrong_at(begin, "\\u needs four hex digits");
    if (unit >= 0xd800 && unit <= 0xdbff) {
      char32_t low = 0;
      const bool pair = take('\\') && take('u') && read_unit(low) && low >= 0xdc00 && low <= 0xdfff;
      if (!pair) return wrong_at(begin, "a lone surrogate in a string");
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    } else if (unit >= 0xdc00 && unit <= 0xdfff) {
      return wrong_at(begin, "a lone surrogate in a string");
    }
    append_utf8(out, unit);
    return {};
  }

  bool read_unit(char32_t& unit) {
    if (text_.size() - at_ < 4) return false;
    for (int i = 0; i < 4; ++i) {
      const int digit = hex_value(text_[at_++]);
      if (digit < 0) return false;
      unit = unit << 4 | static_cast<char32_t>(digit);
    }
    return true;
  }

  Result<void> read_array(DocumentNode& node, std::size_t depth) {
    node.kind = NodeKind::sequence;
    ++at_;
    skip_space();
    if (take(']')) return {};
    for (;;) {
      TRY_ASSIGN(DocumentNode item, read_value(depth + 1));
      node.items.push_back(std::move(item));
      skip_space();
      if (take(']')) return {};
      if (!take(',')) return wrong("expected \",\" or \"]\" in an array");
      skip_space();
    }
  }

  Result<void> read_object(DocumentNode& node, std::size_t depth) {
    node.kind = NodeKind::mapping;
    ++at_;
    skip_space();
    if (take('}')) return {};
    for (;;) {
      if (peek() != '"') return wrong("expected a string as the name of a member");
      TRY_ASSIGN(DocumentNode key, read_value(depth + 1));
      skip_space();
      if (!take(':')) return wrong("expected \":\" after the name of a member");
      skip_space();
      TRY_ASSIGN(DocumentNode value, read_value(depth + 1));
      node.members.push_back({std::move(key), std::move(value)});
      skip_space();
      if (take('}')) break;
      if (!take(',')) return wrong("expected \",\" or \"}\" in an object");
      skip_space();
    }
    if (const DocumentNode* again = repeated_key(node)) {
      return failure({"an object names a member twice",
                      document_position(name_, again->line, again->column), "keep one of them"});
    }
    return {};
  }

  std::string_view text_;
  std::string_view name_;
  DocumentLimits limits_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t line_start_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace

Result<DocumentNode> read_json(std::string_view text, std::string_view name,
                               const DocumentLimits& limits) {
  TRY_ASSIGN(const std::string_view content, check_document_text(text, name, limits));
  return JsonReader(content, name, limits).read_document();
}

}  // namespace foureyes
