// The tar form: POSIX ustar (IEEE 1003.1-2017, pax, "ustar Interchange Format"), of which it uses
// plain files with short names only.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "evidence/pack_assembler.h"
#include "evidence/pack_form.h"

namespace foureyes {

namespace {

constexpr std::size_t kBlock = 512;
using Header = std::array<char, kBlock>;

struct Field {
  std::size_t offset;
  std::size_t size;
};
constexpr Field kName{0, 100};
constexpr Field kMode{100, 8};
constexpr Field kOwner{108, 8};
constexpr Field kGroup{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kTime{136, 12};
constexpr Field kChecksum{148, 8};
constexpr Field kType{156, 1};
constexpr Field kMagic{257, 8};
constexpr Field kDeviceMajor{329, 8};
constexpr Field kDeviceMinor{337, 8};
constexpr std::string_view kUstar{"ustar\00000", 8};

void put(Header& header, Field field, std::string_view text) {
  CHECK(text.size() <= field.size, "a tar header field overflows");
  std::copy(text.begin(), text.end(), header.begin() + field.offset);
}

// Octal digits and one NUL, as many as the field holds.
void put_octal(Header& header, Field field, std::size_t value) {
  std::string digits(field.size - 1, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend() && value != 0; ++digit, value /= 8) {
    *digit = static_cast<char>('0' + value % 8);
  }
  CHECK(value == 0, "a member is too large for a tar header");
  put(header, field, digits);
}

std::size_t checksum_of(const Header& header) {
  std::size_t sum = 0;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  return sum;
}

Header header_of(std::string_view name, std::size_t size) {
  Header header{};
  put(header, kName, name);
  put_octal(header, kMode, 0644);
  put_octal(header, kOwner, 0);
  put_octal(header, kGroup, 0);
  put_octal(header, kSize, size);
  put_octal(header, kTime, 0);
  put(header, kType, "0");
  put(header, kMagic, kUstar);
  put_octal(header, kDeviceMajor, 0);
  put_octal(header, kDeviceMinor, 0);
  put(header, kChecksum, "        ");
  const std::size_t checksum = checksum_of(header);
  put_octal(header, {kChecksum.offset, 7}, checksum);
  header[kChecksum.offset + 6] = '\0';
  return header;
}

std::size_t padding_after(std::size_t size) { return (kBlock - size % kBlock) % kBlock; }

std::string_view text_field(std::string_view header, Field field) {
  const auto text = header.substr(field.offset, field.size);
  return text.substr(0, text.find('\0'));
}

}  // namespace

std::string pack_as_tar(const Pack& pack) {
  std::string tar;
  for (const auto& [name, bytes] : pack.members) {
    const Header header = header_of(name, bytes.size());
    tar.append(header.data(), header.size());
    tar += bytes;
    tar.append(padding_after(bytes.size()), '\0');
  }
  return tar.append(2 * kBlock, '\0');
}

bool looks_like_tar(std::string_view bytes) {
  return bytes.size() >= kBlock && bytes.substr(kMagic.offset, 5) == "ustar";
}

// Reads name and size of each header; the comparison at the end finds everything else.
Result<Pack> read_tar(std::string_view bytes, std::string_view name, const PackLimits& limits) {
  PackAssembler assembler(name, limits);
  std::string_view rest = bytes;
  while (rest.size() >= kBlock && rest.front() != '\0') {
    const auto header = rest.substr(0, kBlock);
    rest.remove_prefix(kBlock);
    const auto digits = text_field(header, kSize);
    std::size_t size = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), size, 8);
    if (error != std::errc() || end != digits.data() + digits.size() || size > rest.size()) {
      assembler.note_irregularity("a header of the tar file states an impossible size");
      break;
    }
    TRY(assembler.check_room(size));
    TRY(assembler.add(text_field(header, kName), std::string(rest.substr(0, size))));
    rest.remove_prefix(std::min(rest.size(), size + padding_after(size)));
  }
  Pack pack = assembler.take();
  if (pack.irregularity.empty()) {
    pack.irregularity = first_byte_difference(bytes, pack_as_tar(pack), "tar file");
  }
  return pack;
}

}  // namespace foureyes
