#include "secrets/views/assigned_name.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kMostBytes = 256;
constexpr std::size_t kLongestName = 64;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_name(char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; }

class Backwards {
 public:
  explicit Backwards(std::string_view text) : text_(text) {}
  char last() const { return text_.empty() ? '\0' : text_.back(); }
  void drop() { text_.remove_suffix(1); }
  template <class Predicate>
  std::string_view take(Predicate matches) {
    const std::size_t before = text_.size();
    std::size_t size = before;
    while (size > 0 && matches(text_[size - 1])) --size;
    const std::string_view taken = text_.substr(size);
    text_.remove_suffix(before - size);
    return taken;
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

// "key: |" and "key: >-" before a block.
std::string_view before_block(std::string_view text) {
  Backwards back(text);
  back.take(is_blank);
  if (back.last() != '\n') return text;
  back.drop();
  back.take(is_blank);
  back.take([](char c) { return c == '|' || c == '>' || c == '-' || c == '+' || is_digit(c); });
  return back.rest();
}

// Calls and wrappers around the value: b64decode(b"..., atob('..., !!binary.
void skip_wrappers(Backwards& back) {
  for (int layers = 0; layers < 4; ++layers) {
    back.take([](char c) { return is_blank(c) || is_quote(c) || c == '\\'; });
    if (back.last() == '(' || back.last() == '[') {
      back.drop();
      back.take([](char c) { return is_name(c) || c == ':' || c == '$'; });
      continue;
    }
    Backwards ahead = back;
    const std::string_view word = ahead.take([](char c) { return is_name(c) || c == '!'; });
    const bool tag = word.starts_with("!!") || word == "b" || word == "echo";
    if (!tag) return;
    back = ahead;
  }
}

// The value of `name:` or `key:` on the line before.
std::string_view name_beside(std::string_view before) {
  const std::size_t end = before.rfind('\n');
  if (end == std::string_view::npos) return {};
  std::string_view line = before.substr(0, end);
  line.remove_prefix(std::min(line.size(), line.rfind('\n') + 1));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  Backwards label(line.substr(0, colon));
  label.take([](char c) { return is_quote(c); });
  const std::string_view word = label.take(is_name);
  if (word != "name" && word != "key" && word != "Name" && word != "Key") return {};
  std::string_view value = trim(line.substr(colon + 1));
  const auto around = [](char c) { return is_quote(c) || c == ','; };
  while (!value.empty() && around(value.front())) value.remove_prefix(1);
  while (!value.empty() && around(value.back())) value.remove_suffix(1);
  return std::all_of(value.begin(), value.end(), is_name) ? value : std::string_view();
}

}  // namespace

std::string_view assigned_name(std::string_view text, std::size_t begin) {
  const std::size_t first = begin - std::min(begin, kMostBytes);
  Backwards back(before_block(text.substr(first, begin - first)));
  skip_wrappers(back);
  if (back.take([](char c) { return c == ':' || c == '=' || c == '>'; }).empty()) return {};
  back.take([](char c) { return is_blank(c) || is_quote(c) || c == '\\' || c == ']'; });
  const std::string_view name = back.take(is_name);
  if (name == "value" || name == "Value") {
    const std::string_view beside = name_beside(back.rest());
    if (!beside.empty()) return beside.substr(0, kLongestName);
  }
  return name.size() > kLongestName ? std::string_view() : name;
}

}  // namespace foureyes
