#include "base/utf8.h"

#include "base/text.h"

namespace foureyes {
namespace {

// What may follow a lead byte (RFC 3629, section 4): number of continuation bytes and the range of
// the first of them.
struct Lead {
  std::size_t continuations = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xbf;
  char32_t bits = 0;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0xc2 || byte > 0xf4) return {};
  if (byte < 0xe0) return {1, 0x80, 0xbf, byte & 0x1fu};
  if (byte < 0xf0) {
    const unsigned char low = byte == 0xe0 ? 0xa0 : 0x80;
    const unsigned char high = byte == 0xed ? 0x9f : 0xbf;
    return {2, low, high, byte & 0x0fu};
  }
  const unsigned char low = byte == 0xf0 ? 0x90 : 0x80;
  const unsigned char high = byte == 0xf4 ? 0x8f : 0xbf;
  return {3, low, high, byte & 0x07u};
}

}  // namespace

Utf8Step utf8_step(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1, true};
  Lead lead = lead_of(first);
  if (lead.continuations == 0) return {0xfffd, 1, false};
  char32_t code_point = lead.bits;
  for (std::size_t i = 1; i <= lead.continuations; ++i) {
    const auto byte = at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    if (byte < lead.low || byte > lead.high) return {0xfffd, i, false};
    code_point = code_point << 6 | (byte & 0x3f);
    lead.low = 0x80;
    lead.high = 0xbf;
  }
  return {code_point, lead.continuations + 1, true};
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const Utf8Step step = utf8_step(text, at);
    if (!step.valid) return at;
    at += step.length;
  }
  return std::string_view::npos;
}

bool is_valid_utf8(std::string_view text) {
  return find_invalid_utf8(text) == std::string_view::npos;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    if (step.valid) {
      out += text.substr(at, step.length);
    } else {
      append_utf8(out, 0xfffd);
    }
    at += step.length;
  }
  return out;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point > 0x10ffff || (code_point >= 0xd800 && code_point <= 0xdfff)) code_point = 0xfffd;
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3f));
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

}  // namespace foureyes
