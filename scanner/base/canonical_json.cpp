// One writer for both forms.
#include "base/canonical_json.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

// Order of UTF-16 code units without making them: UTF-8 bytes sort by code point, and only
// characters above U+FFFF (their surrogates are D800..DFFF) sort before U+E000..U+FFFF.
bool utf16_less(std::string_view a, std::string_view b) {
  const auto difference = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (difference.second == b.end()) return false;
  if (difference.first == a.end()) return true;
  const auto rank = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    // U+E000..U+FFFF begin with 0xee or 0xef: behind 0xf0..0xf4.
    return byte == 0xee || byte == 0xef ? byte + 0x10 : int{byte};
  };
  return rank(*difference.first) < rank(*difference.second);
}

void write_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default: {
      constexpr std::string_view digits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
}

// `text` must be valid UTF-8.
void write_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20;
    if (control || c == '"' || c == '\\') {
      write_escape(out, c);
    } else {
      out += c;
    }
  }
  out += '"';
}

class Writer {
 public:
  explicit Writer(bool readable) : readable_(readable) {}

  void write(const JsonValue& value, std::size_t depth) {
    if (const auto* flag = value.as_bool()) {
      out_ += *flag ? "true" : "false";
    } else if (const auto* number = value.as_integer()) {
      out_ += std::to_string(*number);
    } else if (const auto* text = value.as_string()) {
      write_string(out_, to_valid_utf8(*text));
    } else if (const auto* items = value.as_array()) {
      write_array(*items, depth);
    } else if (const auto* members = value.as_object()) {
      write_object(*members, depth);
    } else {
      out_ += "null";
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void write_array(const JsonValue::Array& items, std::size_t depth) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i != 0) out_ += ',';
      break_line(depth + 1);
      write(items[i], depth + 1);
    }
    if (!items.empty()) break_line(depth);
    out_ += ']';
  }

  void write_object(const JsonValue::Object& members, std::size_t depth) {
    std::vector<std::pair<std::string, const JsonValue*>> sorted;
    sorted.reserve(members.size());
    for (const auto& [key, value] : members) sorted.emplace_back(to_valid_utf8(key), &value);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return utf16_less(a.first, b.first); });
    // Keys that differ in invalid bytes alone become equal: the first stays.
    const auto end = std::unique(sorted.begin(), sorted.end(),
                                 [](const auto& a, const auto& b) { return a.first == b.first; });
    sorted.erase(end, sorted.end());
    out_ += '{';
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i != 0) out_ += ',';
      break_line(depth + 1);
      write_string(out_, sorted[i].first);
      out_ += readable_ ? ": " : ":";
      write(*sorted[i].second, depth + 1);
    }
    if (!sorted.empty()) break_line(depth);
    out_ += '}';
  }

  void break_line(std::size_t depth) {
    if (!readable_) return;
    out_ += '\n';
    out_.append(depth * 2, ' ');
  }

  bool readable_;
  std::string out_;
};

}  // namespace

std::string canonical_json(const JsonValue& value) {
  Writer writer(false);
  writer.write(value, 0);
  return writer.take();
}

std::string readable_json(const JsonValue& value) {
  Writer writer(true);
  writer.write(value, 0);
  return writer.take() + "\n";
}

}  // namespace foureyes
