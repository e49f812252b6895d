// From byte offsets to the lines and columns that people and SARIF use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace foureyes {

// Half open, in bytes.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
  auto operator<=>(const ByteRange&) const = default;
};

// Lines and columns from 1; columns in UTF-16 code units; the end is exclusive (SARIF 2.1.0, 3.30).
struct TextRegion {
  std::uint32_t start_line = 0;
  std::uint32_t start_column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
  auto operator<=>(const TextRegion&) const = default;
};

// Built once per text, O(n); then each look-up costs O(log lines) and a walk of at most 1 KiB.
// Lines end at LF, CRLF or a lone CR. Keeps a view: the text must outlive it.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);
  TextRegion region(ByteRange range) const;
  std::uint32_t line_of(std::size_t offset) const;  // from 1
  ByteRange line_bytes(std::uint32_t line) const;   // without the terminator
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  // A character begins at `offset`, the first one in its KiB, after so many UTF-16 code units.
  struct Block {
    std::size_t offset;
    std::size_t units;
  };
  std::size_t units_before(std::size_t offset) const;
  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<Block> blocks_;  // one a KiB
};

}  // namespace foureyes
