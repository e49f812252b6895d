#include "secrets/views/decoded_text.h"

#include <algorithm>

#include "base/text.h"
#include "secrets/views/plausible_text.h"

namespace foureyes {
namespace {

constexpr std::size_t kMarkDistance = 4096;
constexpr char32_t kReplacement = 0xfffd;

class Utf16Reader {
 public:
  Utf16Reader(std::string_view bytes, ByteOrder order, std::size_t at)
      : bytes_(bytes), order_(order), at_(at) {}
  std::size_t at() const { return at_; }
  bool at_end() const { return at_ + 1 >= bytes_.size(); }
  // Lone surrogates become U+FFFD.
  char32_t next() {
    const char32_t unit = take();
    if (unit < 0xd800 || unit > 0xdfff) return unit;
    if (unit > 0xdbff || at_end()) return kReplacement;
    const char32_t low = take();
    if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    at_ -= 2;
    return kReplacement;
  }

 private:
  char32_t take() {
    const char32_t first = static_cast<unsigned char>(bytes_[at_]);
    const char32_t second = static_cast<unsigned char>(bytes_[at_ + 1]);
    at_ += 2;
    return order_ == ByteOrder::little ? second << 8 | first : first << 8 | second;
  }
  std::string_view bytes_;
  ByteOrder order_;
  std::size_t at_;
};

std::size_t utf16_size(std::string_view character) { return character.size() == 4 ? 4 : 2; }

}  // namespace

DecodedText::DecodedText(std::string_view bytes) : bytes_(bytes) {
  std::optional<ByteOrder> order;
  if (bytes.starts_with("\xff\xfe")) order = ByteOrder::little;
  if (bytes.starts_with("\xfe\xff")) order = ByteOrder::big;
  const std::size_t begin = order ? 2 : 0;
  if (!order) order = guess_utf16(bytes);
  if (!order) return;
  is_decoded_ = true;
  decoded_.reserve(bytes.size() / 2);
  Utf16Reader reader(bytes, *order, begin);
  while (!reader.at_end()) {
    if (marks_.empty() || decoded_.size() - marks_.back().text >= kMarkDistance)
      marks_.push_back({decoded_.size(), reader.at()});
    append_utf8(decoded_, reader.next());
  }
}

std::size_t DecodedText::byte_offset(std::size_t offset) const {
  if (marks_.empty()) return 0;
  auto mark = std::upper_bound(marks_.begin(), marks_.end(), offset,
                               [](std::size_t value, const Mark& m) { return value < m.text; });
  --mark;
  std::size_t text = mark->text;
  std::size_t bytes = mark->bytes;
  while (text < offset) {
    std::size_t next = text + 1;
    while (next < decoded_.size() && (static_cast<unsigned char>(decoded_[next]) & 0xc0) == 0x80)
      ++next;
    bytes += utf16_size(std::string_view(decoded_).substr(text, next - text));
    text = next;
  }
  return bytes;
}

ByteRange DecodedText::in_bytes(ByteRange range) const {
  if (!is_decoded_) return range;
  return {byte_offset(range.begin), byte_offset(range.end)};
}

}  // namespace foureyes
