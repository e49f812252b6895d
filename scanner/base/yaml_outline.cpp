#include "base/yaml_outline.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

bool is_plain_key(std::string_view text) {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; });
}

// Nothing that may go on in the next line without indent, or that is more than itself.
bool is_plain_value(std::string_view text) {
  return text.find_first_of("\"'|>&*{}[]!%@`#?\\") == std::string_view::npos &&
         text.find(": ") == std::string_view::npos && !text.ends_with(':');
}

struct Line {
  std::string_view key;
  std::string_view value;
};

std::optional<Line> plain_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const Line split{line.substr(0, colon), line.substr(colon + 1)};
  if (!is_plain_key(split.key)) return std::nullopt;
  if (!split.value.empty() && split.value.front() != ' ') return std::nullopt;
  const std::string_view value = trim(split.value);
  if (!is_plain_value(value)) return std::nullopt;
  return Line{split.key, value};
}

// One document while its lines come.
struct Document {
  bool has_lines = false;
  bool has_key = false;
  bool is_at_key = false;        // the last line was that of the key
  bool list_may_follow = false;  // the last key stood alone
  std::string_view value;
};

}  // namespace

std::optional<std::vector<std::string_view>> plain_top_level(std::string_view text,
                                                             std::string_view key) {
  std::vector<std::string_view> values;
  Document document;
  const auto end_document = [&] {
    if (document.has_lines) values.push_back(document.value);
    document = {};
  };
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  // Other line ends and tabs: a parser may see lines where this does not.
  if (text.find_first_of("\t\x0b\x0c\x85") != std::string_view::npos) return std::nullopt;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find('\r') != std::string_view::npos) return std::nullopt;
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == ' ') {
      if (trim(line).empty()) continue;
      // An indented line goes on with the text of the line before.
      if (!document.has_lines || document.is_at_key) return std::nullopt;
      continue;
    }
    if (trim(line) == "---" || trim(line) == "...") {
      end_document();
      continue;
    }
    if (line.starts_with("- ") || line == "-") {
      if (!document.list_may_follow) return std::nullopt;
      continue;
    }
    const auto plain = plain_line(line);
    if (!plain) return std::nullopt;
    document.has_lines = true;
    document.list_may_follow = plain->value.empty();
    document.is_at_key = plain->key == key;
    if (!document.is_at_key) continue;
    if (document.has_key || plain->value.empty()) return std::nullopt;
    document.has_key = true;
    document.value = plain->value;
  }
  end_document();
  return values;
}

}  // namespace foureyes
