#include "signing/ssh_wire.h"

#include "base/bytes.h"
#include "base/text.h"

namespace foureyes {

std::optional<std::uint8_t> SshReader::byte() {
  const auto value = bytes(1);
  if (!value) return std::nullopt;
  return static_cast<std::uint8_t>((*value)[0]);
}

std::optional<std::uint32_t> SshReader::number() {
  const auto value = bytes(4);
  if (!value) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : *value) number = number << 8 | static_cast<std::uint8_t>(c);
  return number;
}

std::optional<std::string_view> SshReader::string() {
  const std::string_view before = rest_;
  if (const auto length = number()) {
    if (const auto value = bytes(*length)) return value;
  }
  rest_ = before;
  return std::nullopt;
}

std::optional<std::string_view> SshReader::bytes(std::size_t count) {
  if (count > rest_.size()) return std::nullopt;
  const std::string_view value = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return value;
}

void append_ssh_number(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

void append_ssh_string(std::string& out, std::string_view value) {
  append_ssh_number(out, static_cast<std::uint32_t>(value.size()));
  out += value;
}

std::optional<std::string> read_armor(std::string_view text, std::string_view label) {
  const std::string begin = concat("-----BEGIN ", label, "-----");
  const std::string end = concat("-----END ", label, "-----");
  text = trim(text);
  if (!text.starts_with(begin) || !text.ends_with(end)) return std::nullopt;
  if (text.size() < begin.size() + end.size()) return std::nullopt;
  text = text.substr(begin.size(), text.size() - begin.size() - end.size());
  if (text.empty() || !is_space(text.front()) || !is_space(text.back())) return std::nullopt;
  std::string body;
  body.reserve(text.size());
  for (const char c : text) {
    if (!is_space(c)) body += c;
  }
  return base64_decode(body);
}

std::string write_armor(std::string_view data, std::string_view label, std::size_t columns) {
  std::string out = concat("-----BEGIN ", label, "-----\n");
  const std::string body = base64_encode(data);
  for (std::size_t at = 0; at < body.size(); at += columns)
    out.append(body, at, columns).append("\n");
  return out.append(concat("-----END ", label, "-----\n"));
}

}  // namespace foureyes
