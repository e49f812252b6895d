#include "base/display_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace foureyes {
namespace {

struct CodePoints {
  char32_t first;
  char32_t last;
};

// Characters that do not show, or that change how others show (Unicode 15: Cc, Cf, Zl, Zp, spaces
// that look like U+0020, default ignorables, non-characters). Sorted.
constexpr std::array<CodePoints, 31> kHidden{{
    {0x0000, 0x001f},   {0x007f, 0x00a0},   {0x00ad, 0x00ad},    {0x034f, 0x034f},
    {0x0600, 0x0605},   {0x061c, 0x061c},   {0x06dd, 0x06dd},    {0x070f, 0x070f},
    {0x0890, 0x0891},   {0x08e2, 0x08e2},   {0x115f, 0x1160},    {0x1680, 0x1680},
    {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x2000, 0x200f},    {0x2028, 0x202f},
    {0x205f, 0x206f},   {0x2800, 0x2800},   {0x3164, 0x3164},    {0xe000, 0xf8ff},
    {0xfdd0, 0xfdef},   {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},    {0xffa0, 0xffa0},
    {0xfff0, 0xfffb},   {0xfffe, 0xffff},   {0x110bd, 0x110bd},  {0x13430, 0x1345f},
    {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0x10ffff},
}};

bool is_hidden(char32_t c) {
  const auto range = std::lower_bound(kHidden.begin(), kHidden.end(), c,
                                      [](const CodePoints& r, char32_t x) { return r.last < x; });
  return range != kHidden.end() && range->first <= c;
}

void append_hex(std::string& out, std::uint32_t value, int digits) {
  constexpr std::string_view names = "0123456789ABCDEF";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += names[value >> shift & 15];
}

void append_name(std::string& out, char32_t c) {
  out += "<U+";
  append_hex(out, c, c > 0xfffff ? 6 : c > 0xffff ? 5 : 4);
  out += '>';
}

std::string_view html_entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

// A character that begins a list, a heading or a rule when it begins the line.
bool starts_block(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (at == 0) return c == '-' || c == '+' || c == '=';
  if (c != '.' && c != ')') return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), is_digit);
}

// A platform looks for "@name" and "#12" in what it has rendered, where escapes and entities are
// gone: only something between the two stops it, and nobody sees a zero-width space.
constexpr std::string_view kGap = "&#8203;";

bool starts_reference(std::string_view text, std::size_t at) {
  if (text[at] == '@') return true;
  return text[at] == '#' && at + 1 < text.size() && is_digit(text[at + 1]);
}

// A character that would make a link or a workflow command of what follows; a backslash does not
// stop those, an entity does.
bool starts_command(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ':') return text.substr(at + 1, 1) == ":" || text.substr(at + 1, 2) == "//";
  return c == '.' && at >= 3 && equals_ignoring_case(text.substr(at - 3, 3), "www");
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    if (!step.valid) {
      for (std::size_t i = 0; i < step.length; ++i) {
        out += "<0x";
        append_hex(out, static_cast<unsigned char>(text[at + i]), 2);
        out += '>';
      }
    } else if (is_hidden(step.code_point)) {
      append_name(out, step.code_point);
    } else {
      out += text.substr(at, step.length);
    }
    at += step.length;
  }
  return out;
}

std::string console_text(std::string_view text) {
  const std::string plain = plain_text(text);
  std::string out;
  out.reserve(plain.size());
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const std::string_view rest = std::string_view(plain).substr(at);
    const bool begins_word = at == 0 || plain[at - 1] == ' ';
    const bool is_command = (begins_word && rest.substr(0, 2) == "::") ||
                            rest.substr(0, 3) == "##[" ||
                            equals_ignoring_case(rest.substr(0, 6), "##vso[");
    if (is_command) {
      append_name(out, static_cast<unsigned char>(plain[at]));
    } else {
      out += plain[at];
    }
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  const std::string plain = plain_text(text);
  std::string out;
  out.reserve(plain.size() + plain.size() / 8);
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const char c = plain[at];
    const std::string_view entity = html_entity(c);
    if (!entity.empty()) {
      out += entity;
    } else if (starts_reference(plain, at)) {
      out += concat(c == '@' ? "&#64;" : "\\#", kGap);
    } else if (starts_command(plain, at) || (c == ' ' && out.empty())) {
      out += concat("&#", int{c}, ";");
    } else if (contains("\\`*_[]|~#!$", std::string_view(&c, 1)) || starts_block(plain, at)) {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string unescaped_markdown(std::string_view text) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    int code = 0;
    const auto number = std::from_chars(rest.data() + std::min<std::size_t>(2, rest.size()),
                                        rest.data() + rest.size(), code);
    const auto entity = std::find_if(std::begin(kEntities), std::end(kEntities),
                                     [&](const auto& e) { return rest.starts_with(e.first); });
    if (rest.starts_with(kGap)) {
      at += kGap.size();
    } else if (entity != std::end(kEntities)) {
      out += entity->second;
      at += entity->first.size();
    } else if (rest.starts_with("&#") && code >= ' ' && code < 0x7f && *number.ptr == ';') {
      out += static_cast<char>(code);
      at += static_cast<std::size_t>(number.ptr - rest.data()) + 1;
    } else {
      if (rest.front() == '\\' && rest.size() > 1 && !is_alphanumeric(rest[1])) ++at;
      out += text[at++];
    }
  }
  return out;
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : plain_text(text)) {
    const std::string_view entity = html_entity(c);
    if (entity.empty()) {
      out += c;
    } else {
      out += entity;
    }
  }
  return out;
}

}  // namespace foureyes
