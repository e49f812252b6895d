// The text that is scanned: the bytes as they are, or UTF-16 as UTF-8, with a byte order mark or
// without one (plausible_text.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_position.h"

namespace foureyes {

// Keeps a view of the bytes: they must outlive it.
class DecodedText {
 public:
  explicit DecodedText(std::string_view bytes);
  std::string_view text() const { return is_decoded_ ? std::string_view(decoded_) : bytes_; }
  // From a range of text() to the range of the bytes.
  ByteRange in_bytes(ByteRange range) const;
  bool is_decoded() const { return is_decoded_; }

 private:
  std::size_t byte_offset(std::size_t offset) const;
  std::string_view bytes_;
  std::string decoded_;
  bool is_decoded_ = false;
  // Every so often: an offset of the text and the offset of the bytes that it came from.
  struct Mark {
    std::size_t text;
    std::size_t bytes;
  };
  std::vector<Mark> marks_;
};

}  // namespace foureyes
