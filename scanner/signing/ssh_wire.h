// The data types of the SSH protocol (RFC 4251, section 5): uint32 and string.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foureyes {

// Reads from a view that must outlive it. A read past the end answers nullopt and reads nothing.
class SshReader {
 public:
  explicit SshReader(std::string_view data) : rest_(data) {}
  std::optional<std::uint8_t> byte();
  std::optional<std::uint32_t> number();
  std::optional<std::string_view> string();
  std::optional<std::string_view> bytes(std::size_t count);
  std::string_view rest() const { return rest_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

void append_ssh_number(std::string& out, std::uint32_t value);
void append_ssh_string(std::string& out, std::string_view value);

// A PEM-like block: the base64 between "-----BEGIN label-----" and "-----END label-----", decoded.
// nullopt when the text is no such block, or anything but white space surrounds it.
std::optional<std::string> read_armor(std::string_view text, std::string_view label);
std::string write_armor(std::string_view data, std::string_view label, std::size_t columns);

}  // namespace foureyes
